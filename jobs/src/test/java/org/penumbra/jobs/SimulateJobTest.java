package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A whole study on a small made corpus with vectors of eight numbers. */
@ExtendWith(LocalSpark.class)
class SimulateJobTest {

  private static final int ITEMS = 900;

  @TempDir private Path folder;

  private SparkSession spark;
  private TestRun run;

  @BeforeEach
  void makeCorpus(SparkSession session) throws IOException {
    spark = session;
    Random random = new Random(StableHash.bits(1, "made", "study"));
    List<String> lines = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      float[] vector = new float[8];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      int label = vector[0] > 1 ? 1 : 0;
      lines.add(
          "{\"id\": \"i%03d\", \"text\": \"text %d\", \"label\": %d, \"ratings\": [[\"a\", %d]]}"
              .formatted(i, i, label, i % 7 == 0 ? 1 - label : label));
      vectors.add(RowFactory.create("made/i%03d".formatted(i), vector));
    }
    Files.write(folder.resolve("made.jsonl"), lines);
    spark
        .createDataFrame(vectors, StructType.fromDDL("id STRING, vector ARRAY<FLOAT>"))
        .write()
        .parquet(folder.resolve("vectors").toString());
    describe("label");
    run =
        new TestRun(
            spark,
            folder.resolve("run"),
            Map.ofEntries(
                Map.entry("study.corpora", "[\"" + folder.resolve("made.conf") + "\"]"),
                Map.entry("study.prevalences", "[0.1]"),
                Map.entry("study.strategies", "[margin, crowd]"),
                Map.entry("study.seeds", "2"),
                Map.entry("study.other-seeds", "1"),
                Map.entry("study.cold-start", "20"),
                Map.entry("study.batches", "[10, 10]"),
                Map.entry("study.examples", "3"),
                Map.entry("study.min-positives", "20"),
                Map.entry("study.wave-draws", "1"),
                Map.entry("student.l2", "20"),
                Map.entry("embedder.kind", "given"),
                Map.entry("embedder.given", folder.resolve("vectors").toString())));
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
    describe("label", "");

    simulate();

    assertThat(kappas()).contains("margin 17").noneMatch(read -> read.startsWith("crowd"));
  }

  @Test
  void refusesALabelBetweenNoAndYes() throws IOException {
    describe("label * 0.9");

    assertThatThrownBy(this::simulate).hasMessageContaining("has the label or answer '0.9', not 0");
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
  void wantsACommandForAStudentOutside() {
    assertThatThrownBy(
            () ->
                run.with("student.kind", "external")
                    .call(context -> new SimulateJob(context).run()))
        .hasMessage(
            "Cannot simulate with student.kind = external: no command trains it. Set"
                + " student.command.");
  }

  @Test
  void refusesACommandOfATakenName() {
    assertThatThrownBy(
            () ->
                run.with("study.commands", "[\"margin: true\"]")
                    .call(context -> new SimulateJob(context).run()))
        .hasMessage(
            "Cannot simulate: the name 'margin' in study.commands is taken. Give the command another"
                + " one.");
  }

  @Test
  void namesAVariantThatDoesNotExist() {
    assertThatThrownBy(
            () ->
                run.with("study.strategies", "[\"recipe[other]\"]")
                    .call(context -> new SimulateJob(context).run()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot simulate: no variant of 'recipe[other]' among []. Mend study.strategies or"
                + " study.variants.");
  }

  @Test
  void namesAStrategyThatDoesNotExist() {
    assertThatThrownBy(
            () ->
                run.with("study.strategies", "[psychic]")
                    .call(context -> new SimulateJob(context).run()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot simulate: No strategy 'psychic'; there are recipe, ")
        .hasMessageEndingWith(", all-expert and crowd. Mend study.strategies.");
  }

  @Test
  void saysWhatIsNamedTwiceOrNeverBeforeItPlays() {
    refuses("study.prevalences", "[0.1, 0.1]", "study.prevalences holds '0.1' twice. Mend it.");
    refuses("study.strategies", "[corpus]", "No strategy 'corpus'; there are recipe, ");
    refuses(
        "study.variants",
        "[\"a: student.l2=1\", \"a: student.l2=2\"]",
        "study.variants holds 'a' twice. Mend it.");
    refuses("study.batches", "[10]", "An area needs two budgets, not [30]. Mend study.batches.");
    String corpus = '"' + folder.resolve("made.conf").toString() + '"';
    refuses("study.corpora", "[" + corpus + ", " + corpus + "]", "twice. Mend it.");
  }

  private void refuses(String key, String value, String why) {
    assertThatThrownBy(() -> run.with(key, value).call(context -> new SimulateJob(context).run()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot simulate: ")
        .hasMessageContaining(why);
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
  void wantsACorpus() {
    assertThatThrownBy(
            () -> run.with("study.corpora", "[]").call(context -> new SimulateJob(context).run()))
        .hasMessage(
            "Cannot simulate: study.corpora is empty. Set it to files that describe labelled"
                + " corpora, such as those in conf/studies/corpora.");
  }

  @Test
  void saysWhichCorpusIsNotThere() throws IOException {
    Files.delete(folder.resolve("made.jsonl"));

    assertThatThrownBy(this::simulate)
        .hasMessage(
            "Cannot read the labelled corpus made from "
                + folder.resolve("made.jsonl")
                + ": there is no such file");
  }

  @Test
  void saysWhichExpressionDoesNotFit() throws IOException {
    describe("verdict");

    assertThatThrownBy(this::simulate)
        .hasMessageStartingWith("Cannot read the labelled corpus made from ")
        .hasMessageContaining("verdict");
  }

  @Test
  void refusesMoreItemsThanItCanPlayOn() throws IOException {
    Files.writeString(
        folder.resolve("made.jsonl"),
        Files.readAllLines(folder.resolve("made.jsonl")).get(0).concat("\n").repeat(50_001));

    assertThatThrownBy(this::simulate)
        .hasMessage(
            "Cannot use the labelled corpus made: it has 50001 items, and a study plays on at most"
                + " 50000. Take a part of it with corpus.where, such as \"pmod(xxhash64(id), 10) ="
                + " 0\".");
  }

  @Test
  void refusesALabelThatIsNone() throws IOException {
    describe("label + 1");

    assertThatThrownBy(this::simulate)
        .hasMessageContaining("has the label or answer '2', not 0 or 1. Mend corpus.label");
  }

  @Test
  void readsAModelsScores() throws IOException {
    run = run.with("study.strategies", "[\"recipe[blind]\"]");
    run = run.with("study.variants", "[\"blind: student.score-input=false\"]");
    describe("label", "score = \"label + pmod(xxhash64(id), 100) / 200\"");

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

  @ParameterizedTest
  @ValueSource(strings = {"null", "'n/a'", "double('NaN')", "double('Infinity')"})
  void refusesAnItemWithoutAScoreWhereAModelsAreToBeRead(String score) throws IOException {
    describe("label", "score = \"if(id = 'i007', string(%s), '1')\"".formatted(score));

    assertThatThrownBy(this::simulate)
        .hasMessage(
            "Cannot use the labelled corpus made: item 'made/i007' has no finite score. Mend"
                + " corpus.score, or leave such items out with corpus.where.");
  }

  @Test
  void refusesAnIdThatIsThereTwice() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("made.jsonl"));
    lines.add(lines.get(0));
    Files.write(folder.resolve("made.jsonl"), lines);

    assertThatThrownBy(this::simulate).hasMessageContaining("the id 'made/i000' is there twice");
  }

  private void describe(String label) throws IOException {
    describe(
        label,
        "votes = \"transform(ratings, r -> named_struct('rater', r[0], 'answer', cast(r[1] as int)))\"");
  }

  private void describe(String label, String votes) throws IOException {
    Files.writeString(
        folder.resolve("made.conf"),
        """
        corpus {
          name = made
          uri = "%s"
          source = here
          licence = none
          label = "%s"
          %s
        }
        """
            .formatted(folder.resolve("made.jsonl"), label, votes));
  }

  private StageResult simulate() {
    return run.call(context -> new SimulateJob(context).run());
  }

  private List<Row> rows() {
    return run.read(RunDataset.STUDY, StageName.SIMULATE).collectAsList();
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
}
