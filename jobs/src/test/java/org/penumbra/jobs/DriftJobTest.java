package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.drift.DriftOutcome;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;
import org.penumbra.simulate.AdCorpus;

/** New snapshots against two rounds on made ads. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class DriftJobTest {

  private static final int THEME = 24;

  @TempDir private Path folder;

  private TestRun run;
  private Path snapshot;

  @BeforeEach
  void copy(FinishedLoop.Rounds loop) {
    run = AdRun.copy(loop.run, folder.resolve("run"));
    snapshot = folder.resolve("snapshot");
    List<String> lines =
        new ArrayList<>(
            AdCorpus.fromResources()
                .generate(AdRun.ADS, 99)
                .map(ad -> line("new-" + ad.id(), ad.text()))
                .toList());
    IntStream.range(0, THEME)
        .mapToObj(
            i -> line("theme-" + i, "Hello mum, parcel " + i + " waits at customs, pay the fee."))
        .forEach(lines::add);
    TestFiles.lines(snapshot, "a.jsonl", lines.toArray(String[]::new));
  }

  @Test
  void findsAPlantedThemeAndHandsItToTheNextSelection() {
    StageResult result = drift(snapshot.toString());

    assertThat(result.note()).startsWith("a new round is due: ").contains("regions");
    assertThat(run.output()).contains("ALARM").contains("- Hello mum, parcel ");
    List<Row> tests = rows(RunDataset.DRIFT);
    assertThat(tests)
        .extracting(row -> row.<String>getAs("test"))
        .containsExactly("scores", "clusters", "regions", "prevalence");
    assertThat(tests.get(2).<Boolean>getAs("alarm")).isTrue();
    assertThat(tests.get(0).<Double>getAs("change_low"))
        .isLessThanOrEqualTo(tests.get(0).<Double>getAs("change"));
    List<Row> items = rows(RunDataset.DRIFT_ITEMS);
    assertThat(items.stream().filter(row -> row.<Integer>getAs("region") == 1).limit(10))
        .hasSize(10)
        .allMatch(row -> row.<String>getAs("item_id").startsWith("theme-"));
    DriftOutcome outcome = last();
    assertThat(outcome.due()).isTrue();
    assertThat(outcome.run()).isFalse();

    run.call(context -> new DriftJob(context, 2, null).run());
    assertThat(last().due()).as("of the policy alone").isFalse();
    assertThat(drift(snapshot.toString()).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(last()).as("asked for again").isEqualTo(outcome);

    TestRun next =
        new TestRun(run.session(), folder.resolve("next"), AdRun.settings(folder))
            .with("corpus.uri", snapshot.toString())
            .with("select.seeds", run.folder().resolve(outcome.seeds()).toString());
    next.round(1);
    assertThat(AdRun.batch(next, 1))
        .filteredOn(row -> row.getAs("arm").equals("seed"))
        .isNotEmpty()
        .anyMatch(row -> row.<String>getAs("item_id").startsWith("theme-"))
        .allMatch(row -> row.<String>getAs("why").startsWith("Of region "));
  }

  private DriftOutcome last() {
    return run.call(context -> DriftOutcome.last(context.store(), 2).orElseThrow());
  }

  @Test
  void whatItWroteIsForgottenByTheHashOfItsText() {
    drift(snapshot.toString());
    Row first = rows(RunDataset.DRIFT_ITEMS).get(0);
    String hash = StableHash.id128(first.<String>getAs("text"));

    run.call(
        context ->
            new ForgetJob(context, ForgetJob.HalfDone.REFUSE)
                .forget(IdList.of(new TreeSet<>(List.of(hash)))));

    assertThat(rows(RunDataset.DRIFT_ITEMS))
        .isNotEmpty()
        .noneMatch(row -> row.getAs("item_id").equals(first.getAs("item_id")));
  }

  @Test
  void seesNothingInTheSameCorpusAgain(FinishedLoop.Rounds loop) {
    StageResult result = drift(loop.run.folder().toString());

    assertThat(result.note()).startsWith("no new round is due: at a false-alarm rate of 5 %");
    assertThat(rows(RunDataset.DRIFT_ITEMS)).isEmpty();
  }

  @Test
  void tellsWhatAChangedGuidelineAsksAgain() {
    TestRun changed = run.under("2");
    StageResult result = changed.call(context -> new DriftJob(context, 2, null).run());

    assertThat(result.note()).endsWith(" are to be asked again under guideline version '2'");
    assertThat(changed.output())
        .contains("the policy is at guideline version '2'")
        .contains("labels of version '1'");
    assertThat(rows(RunDataset.DRIFT_ITEMS))
        .isNotEmpty()
        .allMatch(row -> row.getAs("region") == null && row.getAs("text") != null)
        .allMatch(row -> row.getAs("standing").equals("outdated"));
    assertThat(run.call(context -> new DriftJob(context, 2, null).run()).note())
        .isEqualTo("the policy is as it was: nothing is to be asked again");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertRefused(
        3,
        snapshot.toString(),
        "Cannot run drift of round 3: train of round 3 is not done. Run it first, or run the whole"
            + " round: ./submit.sh round --round 3");
    assertRefused(
        2,
        run.folder().toString(),
        "Cannot hold the run against itself: --against names file:"
            + run.folder()
            + ", which is run.uri. Name another run, or the files of a new snapshot.");
    Path few = TestFiles.lines(folder.resolve("few"), "a.jsonl", line("t1", "One text."));
    assertRefused(
        2,
        few.toString(),
        "Cannot compare: "
            + few
            + " gave 1 items that could be scored, and it takes 100. Name more files, or see the"
            + " columns that corpus.text and corpus.id name.");
    Path begun = TestFiles.lines(folder.resolve("begun/_state"), "note.txt", "begun");
    assertRefused(
        2,
        begun.getParent().getParent().toString(),
        "Cannot hold the run against file:"
            + begun.getParent().getParent()
            + ": its scan is not done. Finish it with ./submit.sh scan --round 1, or name the files"
            + " of its corpus.");
    Path empty = TestFiles.lines(folder.resolve("empty"), "_hidden", "nothing").getParent();
    assertRefused(
        2,
        empty.toString(),
        "Cannot read the corpus "
            + empty
            + ": no file matches. Check --against; names that start with _ or . are skipped.");
    run = run.with("embedder.model", "bge-small-en-v1.5");
    assertThatThrownBy(() -> drift(snapshot.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot score these vectors with the student: found encoder bge");
    run = run.with("embedder.kind", "given").with("embedder.given", "vectors.parquet");
    assertRefused(
        2,
        snapshot.toString(),
        "Cannot hold a snapshot against the run: its texts are read from files in parquet, jsonl,"
            + " csv or text, or from another run, and encoded. Leave corpus.table and corpus.where"
            + " unset, and set embedder.kind to onnx or http.");
    assertThatThrownBy(
            () -> DriftCommand.requireRun(new Configuration(), folder.resolve("no").toString()))
        .hasMessage(
            "Cannot look for drift: there is no run in file:%s. Check run.uri and policy.file."
                .formatted(folder.resolve("no")));
  }

  private void assertRefused(int round, String against, String message) {
    assertThatThrownBy(() -> run.call(context -> new DriftJob(context, round, against).run()))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  private StageResult drift(String against) {
    return run.call(context -> new DriftJob(context, 2, against).run());
  }

  private List<Row> rows(RunDataset dataset) {
    return run.call(
        context ->
            context
                .data()
                .read(
                    dataset,
                    new StageState(context.store(), new StageId(2, "drift-0001"))
                        .manifests(dataset.folder()))
                .collectAsList());
  }

  private static String line(String id, String text) {
    return "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text.replace("\"", "'"));
  }
}
