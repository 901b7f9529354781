package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** How a round waits for people, goes on, and ends. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class RoundTest {

  @TempDir private Path folder;

  @Test
  void waitsForLabelsAndSaysSoWhereASchedulerLooks(FinishedLoop.Rounds loop) {
    String why =
        ("waiting for labels: 120 of 120 answers are missing (rater-1: 40, rater-2: 40, rater-3:"
                + " 40); put label files into %s/inbox/round=001")
            .formatted("file:" + loop.run.folder());

    assertThat(loop.unanswered.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(loop.unanswered.stage()).isEqualTo("ingest");
    assertThat(loop.unanswered.note()).isEqualTo(why);
    assertThat(loop.outcomeUnanswered)
        .contains("\"round\" : 1")
        .contains("\"outcome\" : \"waiting\"")
        .contains("\"stop\" : false")
        .contains(why);
  }

  @Test
  void waitsAsLongAsOneRaterIsMissing(FinishedLoop.Rounds loop) {
    assertThat(loop.partlyAnswered.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(loop.partlyAnswered.note())
        .startsWith("waiting for labels: 40 of 120 answers are missing");
    assertThat(loop.partlyAnswered.count("answers_missing")).isEqualTo(40);
  }

  @Test
  void endsInADecisionOnceTheLabelsAreThere(FinishedLoop.Rounds loop) {
    assertThat(loop.first.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(loop.first.stage()).isEqualTo("decide");

    for (int round = 1; round <= 2; round++) {
      List<Row> rows = loop.run.read(RunDataset.DECISION, StageName.DECIDE, round).collectAsList();
      assertThat(rows).hasSize(1);
      Row decision = rows.get(0);
      assertThat(decision.<Long>getAs("answers"))
          .isEqualTo((long) round * AdRun.BUDGET * AdRun.RATERS);
      assertThat(round == 1 ? loop.outcomeFirst : loop.outcome(2))
          .contains("\"round\" : " + round)
          .contains("\"outcome\" : \"" + decision.getAs("verdict") + "\"")
          .contains("\"stop\" : " + decision.getAs("stop"))
          .contains("\"why\" : ");
      assertThat(decision.<String>getAs("gate")).isIn("met", "failed", "undetermined");
      assertThat(decision.<String>getAs("gate").equals("failed"))
          .isEqualTo(decision.getAs("verdict").equals("labels_too_noisy"));
      assertThat(decision.<String>getAs("gate_why")).startsWith("Expert-expert kappa is ");
    }
    assertThat(loop.run.output()).containsPattern("Gate (met|failed|undetermined)");
  }

  @Test
  void goesOnWhereTwoRatersDisagreeOnItems(SparkSession spark) throws IOException {
    AdRun.make(folder, 600);
    TestRun run = AdRun.over(spark, folder, "disagreeing").with("label.raters", "2");
    run.round(1);
    AdRun.answer(run, folder, 1);
    Path second = run.folder().resolve("inbox/round=001/simulated-expert-2.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(second));
    for (int i = 1; i < lines.size(); i += 3) {
      lines.set(i, lines.get(i).replaceAll(",0$", ",1"));
    }
    Files.write(second, lines);

    StageResult result = run.round(1);

    assertThat(result.stage()).isEqualTo("decide");
    assertThat(result.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(run.read(RunDataset.EVAL, StageName.SPLIT).where("label is null").count())
        .isPositive();
  }

  @Test
  void doesNothingWhenCalledAgainAndSaysSo(FinishedLoop.Rounds loop, SparkSession spark)
      throws Exception {
    TestRun again = loop.run.at(loop.run.folder());
    CountJobs jobs = new CountJobs();
    spark.sparkContext().addSparkListener(jobs);
    StageResult result;
    try {
      result = again.round(2);
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(jobs);
    }

    assertThat(jobs.started).isEmpty();
    assertThat(result.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(result.note()).isEqualTo(loop.second.note());
    assertThat(result.counts()).isEqualTo(loop.second.counts());
    assertThat(again.output().lines())
        .containsExactly(
            "round 2  scan is done already",
            "round 2  embed is done already",
            "round 2  cluster is done already",
            "round 2  pair is done already",
            "round 2  select is done already",
            "round 2  ingest is done already",
            "round 2  split is done already",
            "round 2  train is done already",
            "round 2  evaluate is done already",
            "round 2  decide is done already");
  }

  @Test
  void scoresThePoolOfTheSecondRoundByTheFirstRoundsStudent(FinishedLoop.Rounds loop) {
    assertThat(loop.run.read(RunDataset.SCORES, StageName.SCAN, 1).select("scorer").distinct())
        .satisfies(scorers -> assertThat(scorers.collectAsList()).hasSize(1));
    assertThat(
            loop.run
                .read(RunDataset.SCORES, StageName.SCAN, 2)
                .select("scorer")
                .distinct()
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("student-round=001");
    List<String> pool =
        loop.run.read(RunDataset.ITEMS, StageName.SCAN, 1).select("id").collectAsList().stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    assertThat(
            loop
                .run
                .read(RunDataset.SCORES, StageName.SCAN, 2)
                .select("id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList())
        .isEqualTo(pool);
  }

  @Test
  void holdsNothingButParquetInItsDatasets(FinishedLoop.Rounds loop) throws Exception {
    Set<RunDataset> notOfThisRun =
        EnumSet.of(
            RunDataset.APPLIED,
            RunDataset.CARRIED,
            RunDataset.CARRIED_STRATA,
            RunDataset.DRIFT,
            RunDataset.DRIFT_ITEMS,
            RunDataset.STUDY,
            RunDataset.TIERS,
            RunDataset.VOICES,
            RunDataset.WEAK_LABELS,
            RunDataset.WEAK_SOURCES);
    for (RunDataset dataset : RunDataset.values()) {
      Path place = loop.run.folder().resolve(dataset.folder());
      if (!notOfThisRun.contains(dataset)) {
        assertThat(place).isDirectory();
        try (var files = Files.walk(place)) {
          assertThat(files.filter(Files::isRegularFile))
              .isNotEmpty()
              .allMatch(
                  file -> file.toString().endsWith(".parquet") || file.toString().endsWith(".crc"));
        }
      }
    }
  }

  @Test
  void goesOnWithTheSameBatchWhereTheRunWasCopied(FinishedLoop.Rounds loop) {
    TestRun copy = AdRun.copy(loop.run, folder.resolve("copy"));

    assertThat(copy.round(2).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(AdRun.batchIds(copy, 2)).isEqualTo(AdRun.batchIds(loop.run, 2));
  }

  private static final class CountJobs extends SparkListener {

    private final Queue<Integer> started = new ConcurrentLinkedQueue<>();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      started.add(start.jobId());
    }
  }
}
