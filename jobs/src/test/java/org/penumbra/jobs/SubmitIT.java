package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** The jar, by submit.sh: exit statuses, one core against two, and what is left after kill -9. */
@ExtendWith(LocalSpark.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmitIT {

  private static final int WAVES = 5;

  private static final Map<RunDataset, String> COMPARED = new TreeMap<>();

  static {
    for (RunDataset dataset :
        List.of(RunDataset.ITEMS, RunDataset.SCORES, RunDataset.EMBEDDINGS, RunDataset.TALLIES)) {
      COMPARED.put(dataset, StageName.SCAN);
    }
    for (RunDataset dataset :
        List.of(
            RunDataset.THRESHOLDS,
            RunDataset.CENTROIDS,
            RunDataset.CLUSTERS,
            RunDataset.OVERLAPS)) {
      COMPARED.put(dataset, StageName.CLUSTER);
    }
    COMPARED.put(RunDataset.PAIRS, StageName.PAIR);
    COMPARED.put(RunDataset.BATCH, StageName.SELECT);
    COMPARED.put(RunDataset.AUDIT, StageName.SELECT);
  }

  @TempDir private static Path folder;

  private static TestRun oneCore;

  @BeforeAll
  static void selectOnOneCore(SparkSession spark) {
    AdRun.make(folder, AdRun.ADS);
    oneCore = AdRun.over(spark, folder, "one-core");
  }

  @Test
  @Order(1)
  void waitsForLabelsWithAnExitStatusOfItsOwnWhereAsked() {
    Submit submit = submit("one-core", "local[1]");

    assertThat(submit.run("round", "--round", "1", "--fail-if-waiting"))
        .as(submit.output())
        .isEqualTo(3);
    assertThat(submit.output()).contains("waiting for labels: 120 of 120 answers are missing");
  }

  @Test
  @Order(2)
  void selectsTheSameBatchOnTwoCoresAfterTwoKills(SparkSession spark) throws Exception {
    Submit submit = submit("two-cores", "local[2]");
    killInAWave(submit, 1);
    killInAWave(submit, 3);

    assertThat(submit.run("round", "--round", "1")).as(submit.output()).isZero();

    TestRun twoCores = AdRun.over(spark, folder, "two-cores");
    assertThat(twoCores.read(RunDataset.ITEMS, StageName.SCAN).count())
        .isEqualTo(twoCores.read(RunDataset.ITEMS, StageName.SCAN).select("id").distinct().count())
        .isLessThanOrEqualTo(AdRun.ADS)
        .isGreaterThan(AdRun.ADS * 9 / 10);
    assertThat(oneCore.read(RunDataset.TALLIES, StageName.SCAN).count()).isEqualTo(WAVES);
    COMPARED.forEach(
        (dataset, stage) ->
            assertThat(twoCores.rows(dataset, stage, "*"))
                .as(dataset.folder())
                .isNotEmpty()
                .isEqualTo(oneCore.rows(dataset, stage, "*")));
    // Those who list folders instead of reading manifests find every row once, too.
    assertThat(spark.read().parquet(twoCores.folder() + "/items").count())
        .isEqualTo(oneCore.read(RunDataset.ITEMS, StageName.SCAN).count());
  }

  @Test
  @Order(3)
  void runsNoStageBeforeTheOnesItReads() {
    Submit submit = submit("one-core", "local[1]");

    assertThat(submit.run("decide", "--round", "1")).isEqualTo(2);
    assertThat(submit.output())
        .contains(
            "penumbra: Cannot run decide of round 1: evaluate of round 1 is not done. Run it first,"
                + " or run the whole round: ./submit.sh round --round 1");
  }

  @Test
  @Order(4)
  void doesAStageThatWasDoneOtherwiseOnlyWhenToldTo() {
    Map<String, String> changed = settings("one-core");
    changed.put("pair.neighbours", "3");
    Path stages = folder.resolve("stages.jsonl");
    Submit submit =
        new Submit(folder, "local[2]", changed).with("PENUMBRA_STAGE_LOG", stages.toString());

    assertThat(submit.run("pair", "--round", "1")).isEqualTo(2);
    assertThat(submit.output())
        .contains("penumbra: Cannot run pair of round 1: it was done with other settings")
        .contains("pair.neighbours")
        .contains("Add --again to do it again, or start a new run with --set run.uri=…");
    assertThat(submit.run("pair", "--round", "1", "--again")).as(submit.output()).isZero();
    assertThat(stages)
        .content()
        .hasLineCount(1)
        .startsWith("{\"provenance\":{\"stage\":\"pair\",\"round\":1,")
        .contains("\"outcome\":\"DONE\"");
  }

  /** Kills a scan some waves after it began or went on, in the middle of the next. */
  private static void killInAWave(Submit submit, int waves) throws Exception {
    Path manifests = folder.resolve("two-cores/_state/round=001/scan/manifests");
    Process scan = submit.start("scan", "--round", "1");
    while (count(manifests) < waves) {
      assertThat(scan.isAlive()).as(submit.output()).isTrue();
      Thread.sleep(5);
    }
    Thread.sleep((long) (150 * StableHash.unit(17, "kill", Integer.toString(waves))));
    scan.destroyForcibly().waitFor();
    assertThat(scan.exitValue()).isEqualTo(128 + 9);
    assertThat(folder.resolve("two-cores/_state/round=001/scan/_SUCCESS")).doesNotExist();
    assertThat(count(manifests)).as("killed before the last wave").isLessThan(WAVES);
  }

  private static long count(Path manifests) throws IOException {
    if (!Files.isDirectory(manifests)) {
      return 0;
    }
    try (var files = Files.list(manifests)) {
      return files.filter(file -> file.getFileName().toString().startsWith("staged-")).count();
    }
  }

  private static Submit submit(String run, String master) {
    return new Submit(folder, master, settings(run));
  }

  private static Map<String, String> settings(String run) {
    Map<String, String> settings = AdRun.settings(folder);
    settings.put("run.uri", folder.resolve(run).toString());
    settings.put("corpus.wave-shards", "1");
    return settings;
  }
}
