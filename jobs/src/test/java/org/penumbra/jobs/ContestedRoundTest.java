package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.DawidSkene;

/** A third round in which raters split on an item. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ContestedRoundTest {

  @TempDir private Path temporary;

  @Test
  void waitsUntilSomebodyElseHasSettledAContestedItem(FinishedLoop.Rounds loop) {
    Path folder = temporary.resolve("run");
    TestRun run = AdRun.copy(loop.run, folder).with("label.adjudication", "wait");
    assertThat(run.round(3).status()).isEqualTo(StageResult.Status.WAITING);
    List<String> batch = AdRun.batchIds(run, 3);
    String contested = batch.get(0);
    Path inbox = folder.resolve("inbox/round=003");
    StringBuilder answers = new StringBuilder("item_id,rater,answer");
    for (int i = 0; i < batch.size(); i++) {
      List<String> said =
          i == 0
              ? List.of("positive", "negative", "unsure")
              : Collections.nCopies(3, i % 3 == 0 ? "positive" : "negative");
      for (int rater = 1; rater <= 3; rater++) {
        answers.append("\n%s,rater-%d,%s".formatted(batch.get(i), rater, said.get(rater - 1)));
      }
    }
    TestFiles.lines(inbox, "answers.csv", answers.toString());

    StageResult waiting = run.round(3);

    assertThat(waiting.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(waiting.note())
        .startsWith("waiting for adjudication: 1 of 1 contested items are not settled");
    String task =
        AdRun.text(folder.resolve("exports/round=003/adjudication/adjudicator.jsonl")).strip();
    assertThat(task).contains("\"item_id\":\"" + contested + "\"").doesNotContain("positive");
    TestFiles.lines(
        inbox, "settled.jsonl", task.substring(0, task.length() - 1) + ",\"answer\":\"positive\"}");

    assertThat(run.round(3).stage()).isEqualTo(StageName.DECIDE);
    Row settled =
        run.read(RunDataset.CONSENSUS, StageName.INGEST, 3)
            .where("item_id = '" + contested + "'")
            .collectAsList()
            .get(0);
    assertThat(settled.<Integer>getAs("label")).isEqualTo(1);
    assertThat(settled.<Integer>getAs("unsure")).isEqualTo(1);
    DawidSkene fit =
        run.call(
            context ->
                DawidSkene.ofFirstAnswers(new History(context.store(), context.data()).labels(3)));
    assertThat(settled.<Double>getAs("posterior"))
        .as("as raters answered in all rounds")
        .isEqualTo(fit.posterior().get(contested));
    assertThat(run.read(RunDataset.ASSIGNMENTS, StageName.INGEST, 3).collectAsList())
        .extracting(row -> row.getAs("item_id") + " " + row.getAs("phase"))
        .containsExactly(contested + " adjudication");
  }
}
