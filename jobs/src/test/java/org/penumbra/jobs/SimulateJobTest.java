package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A whole study is played. */
@ExtendWith(LocalSpark.class)
class SimulateJobTest {

  @TempDir private Path folder;

  private TestRun run;

  @BeforeEach
  void makeCorpus(SparkSession spark) throws IOException {
    run = MadeStudyRun.make(spark, folder);
  }

  @Test
  void playsEveryContestantOnceAndSumsUp() {
    StageResult result = simulate();

    assertThat(result.note()).contains("figures of 2 draws");
    assertThat(kappas())
        .containsExactlyInAnyOrder(
            "recipe 17", "recipe 18", "random 17", "random 18", "margin 17", "crowd 17");
    Path study = folder.resolve("run/exports/study");
    assertThat(study.resolve("study.md")).content().contains("recipe − random").contains("made");
    assertThat(study.resolve("made-0.1.svg")).exists();
    assertThat(simulate().status()).isEqualTo(StageResult.Status.DONE_BEFORE);
  }

  @Test
  void playsWithoutACrowdWhereNobodyVoted() throws IOException {
    MadeStudyRun.describe(folder, "label", "");

    simulate();

    assertThat(kappas()).contains("margin 17").noneMatch(read -> read.startsWith("crowd"));
  }

  @Test
  void takesAnItemThatNobodyVotedOn() throws IOException {
    Path corpus = folder.resolve("made.jsonl");
    Files.writeString(
        corpus, Files.readString(corpus).replaceFirst(", \"ratings\": \\[\\[.*?]]", ""));
    simulate();

    assertThat(kappas()).contains("margin 17").noneMatch(read -> read.startsWith("crowd"));
  }

  @Test
  void goesOnWhereItStoppedAndComesToTheSame() throws IOException {
    run = run.with("study.strategies", "[]");
    simulate();
    List<Row> whole = rows();
    Path state = folder.resolve("run/_state/round=001/simulate");
    Files.delete(state.resolve("_SUCCESS"));
    Files.delete(state.resolve("manifests/study-00002.json"));

    simulate();

    assertThat(rows()).containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void playsVariantsOnTheSameDraws() {
    run =
        run.with("study.strategies", "[\"recipe[same]\", \"random[few]\"]")
            .with("study.variants", "[\"same: pair.neighbours=10\", \"few: study.dimensions=6\"]");
    simulate();

    assertThat(kappas())
        .containsExactlyInAnyOrder(
            "recipe 17",
            "recipe 18",
            "random 17",
            "random 18",
            "recipe[same] 17",
            "random[few] 17");
    assertThat(values("recipe[same]")).isEqualTo(values("recipe"));
    assertThat(values("random[few]")).isNotEmpty().isNotEqualTo(values("random"));
    assertThat(rows().stream().filter(row -> row.getString(2).startsWith("corpus")))
        .extracting(row -> row.getString(2))
        .containsOnly("corpus");
  }

  @Test
  void playsCommandsAmongTheContestants() {
    run =
        run.with("study.strategies", "[first-rows]")
            .with(
                "study.commands",
                "[\"first-rows: first() { seq 0 9 >\\\"$1/chosen.txt\\\"; }; first\"]");
    simulate();

    assertThat(kappas())
        .containsExactlyInAnyOrder(
            "recipe 17", "recipe 18", "random 17", "random 18", "first-rows 17");
  }

  @Test
  void playsWithAStudentOutside() throws IOException {
    Path score = folder.resolve("score.sh");
    Files.writeString(
        score, "sed 's/\"text.*/\"score\":0}/' \"$1/items.jsonl\" >\"$1/scores.jsonl\"");
    run =
        run.with("study.strategies", "[crowd]")
            .with("student.kind", "external")
            .with("student.command", "sh " + score);
    simulate();

    assertThat(kappas()).contains("recipe 17", "random 18", "crowd 17");
    assertThat(values("recipe")).isNotEmpty();
  }

  @Test
  void warnsWhereNoDrawCouldBeMade() {
    run = run.with("study.min-positives", "500");

    StageResult result = simulate();

    assertThat(result.note()).contains("0 figures of 0 draws");
    assertThat(AdRun.text(folder.resolve("run/_state/round=001/simulate/report.json")))
        .contains(
            "0 of 2 draws of made at 0.100 could be made: others would have held fewer than"
                + " study.min-positives = 500 positives, or more than there are.");
  }

  @Test
  void readsAModelsScores() throws IOException {
    run = run.with("study.strategies", "[\"recipe[blind]\"]");
    run = run.with("study.variants", "[\"blind: student.score-input=false\"]");
    MadeStudyRun.describe(folder, "label", "score = \"label + pmod(xxhash64(id), 100) / 200\"");

    simulate();

    assertThat(precision("recipe")).isGreaterThan(precision("recipe[blind]"));
  }

  private double precision(String strategy) {
    return rows().stream()
        .filter(row -> row.getAs("metric").equals("average_precision"))
        .filter(row -> row.getAs("strategy").equals(strategy))
        .filter(row -> row.<Long>getAs("seed") == 17)
        .mapToDouble(row -> row.<Double>getAs("value"))
        .average()
        .orElseThrow();
  }

  private List<String> kappas() {
    return rows().stream()
        .filter(row -> row.getString(5).equals("kappa"))
        .map(row -> row.getString(2) + " " + row.getLong(3))
        .distinct()
        .toList();
  }

  /** A contestant's figures of the first draw. */
  private List<String> values(String strategy) {
    return rows().stream()
        .filter(row -> row.getString(2).equals(strategy) && row.getLong(3) == 17)
        .map(row -> row.getInt(4) + " " + row.getString(5) + " " + row.getDouble(6))
        .sorted()
        .toList();
  }

  private StageResult simulate() {
    return run.call(context -> new SimulateJob(context).run());
  }

  private List<Row> rows() {
    return run.read(RunDataset.STUDY, StageName.SIMULATE).collectAsList();
  }
}
