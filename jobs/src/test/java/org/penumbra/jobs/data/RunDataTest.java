package org.penumbra.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;

@ExtendWith(LocalSpark.class)
class RunDataTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String PLACE = "scores/round=001";

  @TempDir private Path folder;

  private SparkSession spark;
  private Store store;
  private StageState stage;
  private Lease lease;
  private RunData data;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    store = new LocalStore(folder);
    stage = new StageState(store, new StageId(1, "scan"));
    reopen();
  }

  @AfterEach
  void close() {
    lease.close();
  }

  @Test
  void vectorsLieAsBytesWhereTheFolderSaysSo() {
    float[] unit = {.6f, -.8f};
    float[] windows = {1, 0, .28f, -.96f};
    List<Row> rows =
        List.of(RowFactory.create("a", unit, windows), RowFactory.create("b", unit, null));
    Manifest manifest =
        data.write(
            stage,
            RunDataset.EMBEDDINGS,
            "embeddings/model=m-tinyint",
            1,
            () -> data.frame(rows, RunDataset.EMBEDDINGS));

    Dataset<Row> read = data.read(RunDataset.EMBEDDINGS, List.of(manifest));
    List<Row> again = read.orderBy("id").collectAsList();

    assertThat(read.schema().simpleString())
        .isEqualTo("struct<id:string,vector:array<float>,windows:array<float>>");
    assertThat(Rows.floats(again.get(0), 1)).containsExactly(unit, within(.005f));
    assertThat(Rows.floats(again.get(0), 2)).containsExactly(windows, within(.005f));
    assertThat(again.get(1).isNullAt(2)).isTrue();
    assertThat(
            spark
                .read()
                .parquet(folder.resolve(manifest.folder()).toString())
                .schema()
                .simpleString())
        .isEqualTo(
            "struct<id:string,vector:array<tinyint>,scale:float,windows:array<tinyint>,"
                + "windows_scale:float>");
  }

  @Test
  void writesAWaveOnce() {
    Manifest first = write(1, () -> scores("a", "b"));
    Manifest second =
        write(
            1,
            () -> {
              throw new AssertionError("written a second time");
            });

    assertThat(second).isEqualTo(first);
    assertThat(first.rows()).isEqualTo(2);
    assertThat(first.folder()).isEqualTo(PLACE + "/scan-001-00001-e1");
    assertThat(ids(data.read(RunDataset.SCORES, List.of(first)))).containsExactly("a", "b");
  }

  @Test
  void takesRowsAndLengthsOfAManifestFromTheFilesThemselves() throws IOException {
    Manifest manifest = write(1, () -> scores("a", "b", "c"));

    for (DataFile file : manifest.files()) {
      Path path = folder.resolve(file.path());
      assertThat(file.bytes()).isEqualTo(Files.size(path));
      assertThat(spark.read().parquet(path.toString()).count()).isEqualTo(file.rows());
    }
  }

  @Test
  void deletesLeftoversOfADeadAttemptBeforeItWritesAnew() throws IOException {
    Path dead = folder.resolve(PLACE + "/scan-001-00001-e1");
    Files.createDirectories(dead.resolve("_temporary"));
    Files.writeString(dead.resolve("part-0.parquet"), "half a file");
    Path otherWave = folder.resolve(PLACE + "/scan-001-00002-e1/part-0.parquet");
    Files.createDirectories(otherWave.getParent());
    Files.writeString(otherWave, "of another wave");
    reopen();

    Manifest manifest = write(1, () -> scores("a"));

    assertThat(manifest.epoch()).isEqualTo(2);
    assertThat(dead).doesNotExist();
    assertThat(otherWave).exists();
    assertThat(ids(data.read(RunDataset.SCORES, List.of(manifest)))).containsExactly("a");
  }

  @Test
  void writesAgainInTheSameEpochAfterAFailure() {
    assertThatThrownBy(() -> write(1, () -> scores("a").where("raise_error('no') is null")))
        .isNotNull();

    assertThat(write(1, () -> scores("a")).rows()).isEqualTo(1);
  }

  @Test
  void leavesTheDataOfANewerOwnerAloneWhenItComesBackFromTheDead() {
    Lease old = lease;
    RunData ofOld = data;
    StageState late = new StageState(store, new StageId(1, "scan"));
    Manifest[] ofNew = new Manifest[1];

    assertThatThrownBy(
            () ->
                ofOld.write(
                    late,
                    RunDataset.SCORES,
                    PLACE,
                    1,
                    () -> {
                      reopen();
                      ofNew[0] = write(1, () -> scores("a"));
                      return scores("b");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds epoch 1 of the run, but another has taken epoch 2");

    assertThat(stage.manifests()).containsExactly(ofNew[0]);
    assertThat(ids(data.read(RunDataset.SCORES, stage.manifests()))).containsExactly("a");
    assertThat(store.list(PLACE)).containsExactly("scan-001-00001-e2");
    old.close();
  }

  @Test
  void writesNothingMoreOnceItsLeaseIsLost() {
    RunData ofOld = data;
    reopen();
    store.put(PLACE + "/scan-001-00001-e2/part-0.parquet", new byte[] {1});

    assertThatThrownBy(
            () ->
                ofOld.write(
                    stage,
                    RunDataset.SCORES,
                    PLACE,
                    1,
                    () -> {
                      throw new AssertionError("written without a lease");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another has taken epoch 2");

    assertThat(store.list(PLACE)).containsExactly("scan-001-00001-e2");
  }

  @Test
  void readsWhatManifestsNameAndNotWhatLiesInTheFolder() throws IOException {
    Manifest manifest = write(1, () -> scores("a"));
    Path whole = folder.resolve(manifest.files().get(0).path());
    Files.copy(whole, whole.resolveSibling("stray.parquet"));
    scores("b").write().parquet(folder.resolve(PLACE + "/scan-001-00002-e1").toString());

    assertThat(ids(data.read(RunDataset.SCORES, List.of(manifest)))).containsExactly("a");
  }

  @Test
  void readsNothingFromWavesWithoutRows() {
    Manifest empty = write(1, () -> scores());

    assertThat(empty.rows()).isZero();
    Dataset<Row> read = data.read(RunDataset.SCORES, List.of(empty));
    assertThat(read.schema()).isEqualTo(RunDataset.SCORES.schema());
    assertThat(read.count()).isZero();
    assertThat(data.read(RunDataset.SCORES, List.of()).count()).isZero();
  }

  @Test
  void readsPartsOfAPartitionedWave() {
    Dataset<Row> frame = scores("a", "b").withColumn("outcome", functions.col("id"));

    Manifest manifest = data.write(stage, "staged", "staged", 1, () -> frame, "outcome");
    Manifest none =
        data.write(stage, "staged", "staged", 2, () -> frame.where("id = 'none'"), "outcome");

    assertThat(none.files()).isEmpty();
    assertThat(manifest.rows("/outcome=a/")).isEqualTo(1);
    StructType schema = RunDataset.SCORES.schema();
    assertThat(ids(data.read(schema, List.of(manifest, none), "/outcome=a/"))).containsExactly("a");
  }

  @Test
  void putsTheSchemaVersionInEveryFooter() {
    Manifest manifest = write(1, () -> scores("a", "b"));

    for (DataFile file : manifest.files()) {
      org.apache.hadoop.fs.Path path =
          new org.apache.hadoop.fs.Path(folder.resolve(file.path()).toString());
      assertThat(Footers.schemaVersion(path, new Configuration())).isEqualTo(1);
    }
  }

  @Test
  void refusesWavesOfALaterVersionWhereverTheyStand() {
    Manifest known = write(1, () -> scores("a"));
    Manifest newer =
        data.write(stage, "scores", PLACE, 2, () -> scores(versioned(2), "b"), new String[0]);
    String file = "file:" + folder.resolve(newer.files().get(0).path());

    for (List<Manifest> manifests : List.of(List.of(newer), List.of(known, newer))) {
      assertThatThrownBy(() -> data.read(RunDataset.SCORES, manifests))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Cannot read "
                  + file
                  + ": its schema version is 2, this version of Penumbra knows up to 1. Use the"
                  + " version that wrote it, or a later one.");
    }
  }

  @Test
  void isReadByFoldersAsHivePartitions() {
    write(1, () -> scores("a"));
    StageState second = new StageState(store, new StageId(2, "scan"));
    data.write(second, RunDataset.SCORES, "scores/round=002", 1, () -> scores("b"));

    assertThat(
            spark
                .read()
                .parquet(folder.resolve("scores").toString())
                .orderBy("id")
                .select("id", "round")
                .collectAsList())
        .containsExactly(RowFactory.create("a", "001"), RowFactory.create("b", "002"));
  }

  @Test
  void leavesNothingButParquetInADataset() throws IOException {
    write(1, () -> scores("a", "b"));

    try (Stream<Path> files = Files.walk(folder.resolve("scores"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.startsWith(".")))
          .isNotEmpty()
          .allMatch(name -> name.endsWith(".zstd.parquet"));
    }
  }

  /** Opens the run as another process would, without waiting for the old one. */
  private void reopen() {
    LeaseOwner owner = LeaseOwner.here("app-" + System.nanoTime());
    if (lease != null) {
      lease.close();
    }
    lease = Lease.acquire(store, owner, LONG, LONG.multipliedBy(2));
    data = new RunData(spark, store, "file:" + folder, lease);
  }

  private Manifest write(int wave, Supplier<Dataset<Row>> frame) {
    return data.write(stage, RunDataset.SCORES, PLACE, wave, frame);
  }

  private Dataset<Row> scores(String... ids) {
    return scores(RunDataset.SCORES.schema(), ids);
  }

  private Dataset<Row> scores(StructType schema, String... ids) {
    List<Row> rows =
        Stream.of(ids)
            .map(id -> RowFactory.create(id, "policy", "scorer", 0.5, null, null))
            .toList();
    return spark.createDataFrame(rows, schema);
  }

  private static List<String> ids(Dataset<Row> frame) {
    return frame.select("id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static StructType versioned(long version) {
    StructField[] fields = RunDataset.SCORES.schema().fields().clone();
    Metadata metadata =
        new MetadataBuilder().putLong(RunDataset.SCHEMA_VERSION_KEY, version).build();
    fields[0] = new StructField("id", fields[0].dataType(), true, metadata);
    return new StructType(fields);
  }
}
