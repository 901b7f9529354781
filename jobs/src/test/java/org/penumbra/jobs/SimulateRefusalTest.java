package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.UserException;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** What a study is not played on, and what is said then. */
@ExtendWith(LocalSpark.class)
class SimulateRefusalTest {

  @TempDir private Path folder;

  private TestRun run;

  @BeforeEach
  void makeCorpus(SparkSession spark) throws IOException {
    run = MadeStudyRun.make(spark, folder);
  }

  @Test
  void refusesALabelBetweenNoAndYes() throws IOException {
    MadeStudyRun.describe(folder, "label * 0.9");

    assertThatThrownBy(this::simulate).hasMessageContaining("has the label or answer '0.9', not 0");
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
    MadeStudyRun.describe(folder, "verdict");

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
    MadeStudyRun.describe(folder, "label + 1");

    assertThatThrownBy(this::simulate)
        .hasMessageContaining("has the label or answer '2', not 0 or 1. Mend corpus.label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'n/a'", "double('NaN')", "double('Infinity')"})
  void refusesAnItemWithoutAScoreWhereAModelsAreToBeRead(String score) throws IOException {
    MadeStudyRun.describe(
        folder, "label", "score = \"if(id = 'i007', string(%s), '1')\"".formatted(score));

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

  private StageResult simulate() {
    return run.call(context -> new SimulateJob(context).run());
  }
}
