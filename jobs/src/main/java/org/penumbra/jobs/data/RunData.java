package org.penumbra.jobs.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.jobs.spark.Partitions;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;

/** The Parquet files of a run: written in waves, read by manifest. */
public final class RunData {

  private static final String SUFFIX = ".parquet";
  private static final int ROWS_PER_TASK = 4096;

  private final SparkSession spark;
  private final Store store;
  private final String root;
  private final Lease lease;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  public RunData(SparkSession spark, Store store, String root, Lease lease) {
    this.spark = spark;
    this.store = store;
    this.root = root;
    this.lease = lease;
  }

  /** The files of a run that is only read: nobody has to hold its lease. */
  public static RunData toRead(SparkSession spark, Store store, String root) {
    return new RunData(spark, store, root, null);
  }

  /**
   * Writes a wave unless its manifest is there already. Leftovers of an attempt that died are
   * deleted first; the wave exists once its manifest is put.
   *
   * @param place the folder that gets the wave's own folder, relative to the run
   */
  public Manifest write(
      StageState stage, RunDataset dataset, String place, int wave, Supplier<Dataset<Row>> frame) {
    if (dataset == RunDataset.EMBEDDINGS) {
      VectorStorage storage = VectorStorage.of(place);
      return write(
          stage,
          dataset.folder(),
          place,
          wave,
          () -> conform(storage.stored(frame.get()), storage.schema()),
          storage.options());
    }
    return write(
        stage, dataset.folder(), place, wave, () -> conform(frame.get(), dataset.schema()));
  }

  /**
   * The same for data that is only passed on within a stage and has a schema of its own.
   *
   * @param partitions columns that become folders within the wave's folder
   */
  public Manifest write(
      StageState stage,
      String name,
      String place,
      int wave,
      Supplier<Dataset<Row>> frame,
      String... partitions) {
    return write(stage, name, place, wave, frame, VectorStorage.FLOAT.options(), partitions);
  }

  private Manifest write(
      StageState stage,
      String name,
      String place,
      int wave,
      Supplier<Dataset<Row>> frame,
      Map<String, String> options,
      String... partitions) {
    Optional<Manifest> there = stage.manifest(name, wave);
    if (there.isPresent()) {
      return there.get();
    }
    // Nothing is deleted without the lease: what lies there may be a newer owner's.
    lease.check();
    // The store of vectors has one folder for all rounds, so the round is in the name.
    String waveName =
        String.format(Locale.ROOT, "%s-%03d-%05d-", stage.id().stage(), stage.id().round(), wave);
    store.list(place).stream()
        .filter(child -> child.startsWith(waveName))
        .forEach(leftover -> store.delete(place + "/" + leftover));
    String folder = place + "/" + waveName + "e" + lease.epoch();
    frame.get().write().options(options).partitionBy(partitions).parquet(root + "/" + folder);
    Manifest manifest = new Manifest(name, wave, lease.epoch(), folder, files(folder));
    if (!lease.isHeld()) {
      // Those who read the folder without manifests would find the rows twice.
      store.delete(folder);
    }
    lease.check();
    if (!stage.putManifest(manifest) && !stage.manifest(name, wave).equals(Optional.of(manifest))) {
      // A newer owner's came first, between the check and here. Ours itself may be there: a store
      // that repeats a put by itself says that the name is taken.
      store.delete(folder);
      lease.check();
      throw new IllegalStateException("The manifest of " + folder + " was put by somebody else");
    }
    return manifest;
  }

  /** Rows made on the driver, in their order: tasks carry them, so none gets very many. */
  public Dataset<Row> frame(List<Row> rows, RunDataset dataset) {
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(rows, 1 + rows.size() / ROWS_PER_TASK),
        dataset.schema());
  }

  /** The rows of some manifests. */
  public Dataset<Row> read(RunDataset dataset, List<Manifest> manifests) {
    manifests.forEach(this::refuseNewer);
    if (dataset == RunDataset.EMBEDDINGS && !manifests.isEmpty()) {
      VectorStorage storage = VectorStorage.of(manifests.get(0).folder());
      return storage.vectors(read(storage.schema(), manifests, ""));
    }
    return read(dataset.schema(), manifests, "");
  }

  /** The same for data passed on within a stage; of its files those whose path holds a part. */
  public Dataset<Row> read(StructType schema, List<Manifest> manifests, String part) {
    List<DataFile> files =
        manifests.stream()
            .flatMap(manifest -> manifest.files().stream())
            .filter(file -> file.rows() > 0 && file.path().contains(part))
            .toList();
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), schema);
    }
    Partitions.read(spark, files.stream().mapToLong(DataFile::bytes).sum());
    return spark
        .read()
        .schema(schema)
        .parquet(files.stream().map(file -> root + "/" + file.path()).toArray(String[]::new));
  }

  /** One file tells, once: a wave is one write, and what was written stays as it is. */
  private void refuseNewer(Manifest manifest) {
    if (manifest.files().isEmpty() || checked.contains(manifest.folder())) {
      return;
    }
    Path file = new Path(root, manifest.files().get(0).path());
    long version = Footers.schemaVersion(file, configuration());
    if (version > RunDataset.SCHEMA_VERSION) {
      throw Errors.datasetTooNew(file.toString(), version, RunDataset.SCHEMA_VERSION);
    }
    checked.add(manifest.folder());
  }

  private List<DataFile> files(String folder) {
    List<DataFile> files = new ArrayList<>();
    try {
      Path path = new Path(root, folder);
      FileSystem fileSystem = path.getFileSystem(configuration());
      var listing = fileSystem.listFiles(path, true);
      String base = fileSystem.makeQualified(path).toString();
      while (listing.hasNext()) {
        FileStatus file = listing.next();
        String name = file.getPath().toString();
        if (name.endsWith(SUFFIX)) {
          String relative = folder + name.substring(base.length());
          files.add(new DataFile(relative, Footers.rows(file, configuration()), file.getLen()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(Comparator.comparing(DataFile::path));
    return files;
  }

  private Configuration configuration() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** The frame's columns in the schema's order, types and metadata. */
  private static Dataset<Row> conform(Dataset<Row> frame, StructType schema) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          functions
              .col("`" + field.name() + "`")
              .cast(field.dataType())
              .as(field.name(), field.metadata()));
    }
    return frame.select(columns.toArray(Column[]::new));
  }
}
