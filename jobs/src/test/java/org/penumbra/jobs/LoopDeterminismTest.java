package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageName;

/**
 * From the same vectors come the same centroids, edges, threshold, pairs and batch, bit for bit.
 */
@ExtendWith(LocalSpark.class)
class LoopDeterminismTest {

  private static final Map<RunDataset, String> COMPARED = new LinkedHashMap<>();

  static {
    COMPARED.put(RunDataset.THRESHOLDS, StageName.CLUSTER);
    COMPARED.put(RunDataset.CENTROIDS, StageName.CLUSTER);
    COMPARED.put(RunDataset.CLUSTERS, StageName.CLUSTER);
    COMPARED.put(RunDataset.OVERLAPS, StageName.CLUSTER);
    COMPARED.put(RunDataset.PAIRS, StageName.PAIR);
    COMPARED.put(RunDataset.BATCH, StageName.SELECT);
    COMPARED.put(RunDataset.AUDIT, StageName.SELECT);
  }

  @TempDir private static Path folder;

  private static TestRun scanned;
  private static TestRun expected;

  private SparkSession spark;

  @BeforeAll
  static void selectOnce(SparkSession spark) {
    AdRun.make(folder, AdRun.ADS);
    scanned = AdRun.over(spark, folder, "scanned");
    scanned.scan();
    scanned.embed();
    expected = AdRun.copy(scanned, folder.resolve("expected"));
    select(expected);
  }

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void selectsTheSameBatchWhateverThePartitions(int partitions) {
    SparkSession other = spark.newSession();
    other.conf().set("spark.sql.shuffle.partitions", partitions);
    other.conf().set("spark.sql.adaptive.enabled", partitions == 1);
    other.conf().set("spark.sql.files.maxPartitionBytes", partitions == 1 ? 1L << 30 : 4096L);
    other.conf().set("spark.sql.autoBroadcastJoinThreshold", partitions == 7 ? "-1" : "10485760");
    TestRun actual = AdRun.copy(scanned, folder.resolve("partitions-" + partitions)).in(other);

    select(actual);

    assertSame(actual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centroids", "batch"})
  void selectsTheSameBatchAfterAResume(String manifest) {
    String part = "manifests/" + manifest;
    TestRun actual = AdRun.copy(scanned, folder.resolve("resumed-" + manifest));
    assertThatThrownBy(() -> actual.call(context -> select(failing(context, part))))
        .hasMessageContaining("killed at " + part);

    select(actual);

    assertSame(actual);
  }

  @Test
  void selectsAnotherBatchWithAnotherSeed() {
    TestRun other = AdRun.over(spark, folder, "other-seed").with("seed", "18");
    other.scan();
    other.embed();
    select(other);

    assertThat(AdRun.batchIds(other, 1)).isNotEqualTo(AdRun.batchIds(expected, 1));
  }

  private static void select(TestRun run) {
    run.call(LoopDeterminismTest::select);
  }

  private static RunContext select(RunContext context) {
    new ClusterJob(context, 1).run();
    new PairJob(context, 1).run();
    new SelectJob(context, 1).run();
    return context;
  }

  private static RunContext failing(RunContext context, String part) {
    return FailingStore.with(
        context, FailingStore.at(context.store(), part, 1, "killed at " + part));
  }

  private static void assertSame(TestRun actual) {
    COMPARED.forEach(
        (dataset, stage) -> {
          List<String> rows = expected.rows(dataset, stage, "*");
          assertThat(rows).as(dataset.folder()).isNotEmpty();
          assertThat(actual.rows(dataset, stage, "*")).as(dataset.folder()).isEqualTo(rows);
        });
    assertThat(AdRun.text(actual.folder().resolve("exports/round=001/batch.jsonl")))
        .isEqualTo(AdRun.text(expected.folder().resolve("exports/round=001/batch.jsonl")));
  }
}
