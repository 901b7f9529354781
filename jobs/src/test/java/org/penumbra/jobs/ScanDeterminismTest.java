package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;

/** The same corpus, settings and seed give the same bits, however the work is cut up. */
@ExtendWith(LocalSpark.class)
class ScanDeterminismTest {

  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String FILE_BYTES = "spark.sql.files.maxPartitionBytes";

  @TempDir private static Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(90));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void givesTheSameItemsScoresAndVectorsWhateverThePartitions(int partitions) {
    TestRun expected = scanned("reference", spark, Map.of());
    SparkSession other = spark.newSession();
    other.conf().set(SHUFFLE_PARTITIONS, partitions);
    other.conf().set(FILE_BYTES, partitions == 1 ? 1L << 30 : 4096L);

    TestRun actual = scanned("partitions-" + partitions, other, Map.of());

    assertSame(actual, expected, RunDataset.ITEMS);
    assertSame(actual, expected, RunDataset.SCORES);
    assertSame(actual, expected, RunDataset.EMBEDDINGS);
    assertSame(actual, expected, RunDataset.TALLIES);
  }

  @Test
  void givesTheSameVectorsWhateverTheShards() {
    TestRun expected = scanned("reference", spark, Map.of());
    assertThat(expected.read(RunDataset.EMBEDDINGS, "scan").where("windows is not null").count())
        .isGreaterThan(10);
    assertThat(expected.read(RunDataset.ITEMS, "scan").where("truncated").count()).isPositive();

    for (String size : List.of("300B", "1KiB")) {
      TestRun actual =
          scanned(
              "shards-" + size,
              spark,
              Map.of("corpus.shard-size", size, "corpus.wave-shards", "40"));
      assertSame(actual, expected, RunDataset.EMBEDDINGS);
    }
  }

  @Test
  void givesTheSameVectorsWhateverTheOrderOfTheRows() {
    TestRun expected = scanned("reference", spark, Map.of());
    List<String> shuffled = new ArrayList<>(List.of(Texts.jsonLines(90)));
    Collections.shuffle(shuffled, new Random(1));
    TestFiles.lines(folder, "shuffled.jsonl", shuffled.toArray(String[]::new));

    TestRun actual =
        scanned(
            "shuffled", spark, Map.of("corpus.uri", folder.resolve("shuffled.jsonl").toString()));

    assertSame(actual, expected, RunDataset.EMBEDDINGS);
    assertSame(actual, expected, RunDataset.SCORES);
  }

  /** Scans unless the run is there already. */
  private static TestRun scanned(String name, SparkSession spark, Map<String, String> settings) {
    TestRun run =
        new TestRun(
            spark,
            folder.resolve(name),
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "corpus.id", "id",
                // So that some texts take several windows, and some are cut.
                "embedder.max-tokens", "16",
                "embedder.max-windows", "2",
                "corpus.shard-size", "2KiB",
                "corpus.wave-shards", "4"));
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      run = run.with(setting.getKey(), setting.getValue());
    }
    run.scan();
    return run;
  }

  /** Text of doubles and floats is as short as tells them from all others, so it is exact. */
  private static void assertSame(TestRun actual, TestRun expected, RunDataset dataset) {
    List<Row> rows = expected.read(dataset, "scan").collectAsList();
    assertThat(rows).isNotEmpty();
    assertThat(actual.rows(dataset, "scan", "*"))
        .as(dataset.folder())
        .isEqualTo(expected.rows(dataset, "scan", "*"));
  }
}
