package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** Label files that come when the round has gone on, or when the machine has just died. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class LateLabelsTest {

  private static final String STATE = "_state/round=002/ingest/";

  @TempDir private Path temporary;

  private TestRun run;
  private Path inbox;

  @BeforeEach
  void copy(FinishedLoop.Rounds loop) {
    run = AdRun.copy(loop.run, temporary.resolve("run"));
    inbox = run.folder().resolve("inbox/round=002");
    ingest(RunContext.Repeat.AGAIN);
  }

  @Test
  void comeInWithAgain() {
    assertThat(ingest(RunContext.Repeat.AGAIN).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    String item = answerLate();

    assertThat(ingest(RunContext.Repeat.REFUSE).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(run.output())
        .contains("ingest is done already; what it reads has changed since: --again does it anew");
    assertThat(ingest(RunContext.Repeat.AGAIN).status()).isEqualTo(StageResult.Status.DONE);

    assertThat(lateAnswers()).containsExactly(item);
  }

  @Test
  void areAllReadAnewWhereTheMachineDiedBetweenTwoDatasets() throws IOException {
    Files.delete(run.folder().resolve(STATE + "_SUCCESS"));
    Files.delete(run.folder().resolve(STATE + "manifests/consensus-00001.json"));
    String item = answerLate();

    assertThat(ingest(RunContext.Repeat.REFUSE).status()).isEqualTo(StageResult.Status.DONE);

    assertThat(lateAnswers()).as("labels of the first attempt are dropped").containsExactly(item);
    Map<String, Integer> answers = new TreeMap<>();
    labels().forEach(row -> answers.merge(row.getAs("item_id"), 1, Integer::sum));
    for (Row row : run.read(RunDataset.CONSENSUS, StageName.INGEST, 2).collectAsList()) {
      assertThat(row.<Integer>getAs("positives") + row.<Integer>getAs("negatives"))
          .isEqualTo(answers.get(row.<String>getAs("item_id")));
    }
  }

  @Test
  void areNotWaitedForInSilenceWhenTheyCannotBeRead() throws IOException {
    try (var files = Files.list(inbox)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    TestFiles.lines(inbox, "shifted.csv", "item_id,rater,label", "spam," + "x".repeat(90) + ",pos");

    StageResult waiting = ingest(RunContext.Repeat.AGAIN);

    assertThat(waiting.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(waiting.note())
        .contains("; put label files into ")
        .endsWith(
            "; 1 rows were refused, the first in line 2 of shifted.csv: label 'pos' is none of"
                + " positive, negative, unsure, invalid, 1, 0, true, false, yes, no");
  }

  private StageResult ingest(RunContext.Repeat repeat) {
    return run.open(repeat, context -> new IngestJob(context, 2).run());
  }

  private String answerLate() {
    String item = AdRun.batchIds(run, 2).get(0);
    TestFiles.lines(inbox, "late.csv", "item_id,rater,label", item + ",late,1");
    return item;
  }

  private List<String> lateAnswers() {
    return labels().stream()
        .filter(row -> row.getAs("rater").equals("late"))
        .map(row -> row.<String>getAs("item_id"))
        .toList();
  }

  private List<Row> labels() {
    return run.read(RunDataset.LABELS, StageName.INGEST, 2).collectAsList();
  }
}
