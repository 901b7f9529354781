package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;

/** A student over a corpus that grows. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ApplyJobTest {

  private static final String FIRST = "apply-0001";

  @TempDir private Path folder;

  private Path corpus;
  private TestRun run;

  @BeforeEach
  void copy(FinishedLoop.Rounds loop) {
    corpus = folder.resolve("corpus");
    run = AdRun.copy(loop.run, folder.resolve("run")).with("corpus.uri", corpus.toString());
    TestFiles.lines(
        corpus,
        "a.jsonl",
        "{\"id\":\"t1\",\"text\":\"One spoon a day and diabetes is history, doctors hate it.\"}",
        "{\"id\":\"t2\",\"text\":\"Tyres changed while you wait, Saturdays too.\"}",
        "{\"id\":\"t2\",\"text\":\"Tyres changed while you wait, Saturdays too.\"}",
        "{\"id\":\"t3\"}",
        "not json");
  }

  @Test
  void judgesEveryRowOfTheCorpusOnceTheBadOnesWithAReason() {
    StageResult result = apply();

    assertThat(result.note())
        .isEqualTo("5 rows of 1 files judged by student-round=002 (snapshot 1)");
    List<Row> rows = rows(FIRST);
    assertThat(rows).hasSize(5);
    assertThat(rows.stream().mapToLong(row -> row.<Long>getAs("rows")).sum()).isEqualTo(5);
    assertThat(rows).allMatch(row -> row.getAs("model").equals("student-round=002"));
    List<Row> judged = rows.stream().filter(row -> row.getAs("reason") == null).toList();
    assertThat(judged)
        .extracting(row -> row.<String>getAs("id"))
        .containsExactlyInAnyOrder("t1", "t2", "t2");
    assertThat(judged)
        .allMatch(row -> row.<Integer>getAs("label") == 0 || row.<Integer>getAs("label") == 1)
        .allMatch(row -> Double.isFinite(row.<Double>getAs("score")));
    assertThat(rows)
        .filteredOn(row -> row.getAs("reason") != null)
        .allMatch(row -> row.getAs("id") == null && row.getAs("score") == null)
        .extracting(row -> row.<String>getAs("reason"))
        .hasSize(2)
        .doesNotContainNull();
  }

  @Test
  void judgesOnlyTheFilesThatHaveComeSince() {
    apply();
    assertThat(apply().note()).isEqualTo("nothing new: all files of the corpus are judged already");
    TestFiles.lines(corpus, "b.jsonl", "{\"id\":\"t9\",\"text\":\"Fresh bread at seven.\"}");

    StageResult second = apply();

    assertThat(second.note())
        .isEqualTo("1 rows of 1 files judged by student-round=002 (snapshot 2)");
    assertThat(rows("apply-0002")).extracting(row -> row.getAs("id")).containsExactly("t9");
    assertThat(rows(FIRST)).hasSize(5);
    assertThat(apply().status()).isEqualTo(StageResult.Status.DONE_BEFORE);
  }

  @Test
  void refusesAFileThatChangedSinceItWasJudged() {
    apply();
    Path changed =
        TestFiles.lines(corpus, "a.jsonl", "{\"id\":\"t1\",\"text\":\"Quite another text now.\"}");

    assertThatThrownBy(this::apply)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot apply the student to new files only: ")
        .hasMessageContaining(changed.toString())
        .hasMessageContaining(
            " has changed since it was judged. Put new rows into new files, or start a new run"
                + " with --set run.uri=…");
  }

  @Test
  void finishesASnapshotThatWasBegunBeforeItLooksForNewFiles() {
    run = run.with("corpus.wave-shards", "1");
    TestFiles.lines(corpus, "b.jsonl", "{\"id\":\"t9\",\"text\":\"Fresh bread at seven.\"}");
    assertThatThrownBy(() -> run.call(context -> new ApplyJob(losing(context), 2).run()))
        .hasMessageContaining("the second manifest cannot be written");
    List<Row> before = rows(FIRST);
    assertThat(before).isNotEmpty().hasSizeLessThan(6);
    TestFiles.lines(corpus, "c.jsonl", "{\"id\":\"t10\",\"text\":\"Keys cut.\"}");

    StageResult resumed = apply();

    assertThat(resumed.note())
        .endsWith("6 rows of 2 files judged by student-round=002 (snapshot 1)");
    assertThat(rows(FIRST)).hasSize(6).containsAll(before);
    assertThat(apply().note()).endsWith("(snapshot 2)");
    assertThat(rows("apply-0002")).extracting(row -> row.getAs("id")).containsExactly("t10");
  }

  /** The same context with a store that fails at the second manifest. */
  private static RunContext losing(RunContext context) {
    Store store =
        FailingStore.at(context.store(), "manifests", 2, "the second manifest cannot be written");
    return FailingStore.with(context, store);
  }

  private StageResult apply() {
    return run.call(context -> new ApplyJob(context, 2).run());
  }

  private List<Row> rows(String stage) {
    return run.call(
        context ->
            context
                .data()
                .read(
                    RunDataset.APPLIED,
                    new StageState(context.store(), new StageId(2, stage))
                        .manifests(RunDataset.APPLIED.folder()))
                .collectAsList());
  }
}
