package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A round one of whose raters answers on the labelling page, in a real browser. */
@ExtendWith(LocalSpark.class)
class LabellingPageRoundTest {

  private static final List<String> ANSWERS = List.of("positive", "negative", "unsure", "invalid");
  private static final String EXPORTED = "answers-health-claims-round-001-rater-1.jsonl";

  @TempDir private Path folder;

  @Test
  void labelsAreWhatTheRaterAnsweredInTheBrowser(SparkSession spark) throws IOException {
    RaterBrowser browser = new RaterBrowser(folder);
    AdRun.make(folder, AdRun.ADS);
    TestRun run = AdRun.over(spark, folder, "run").with("label.repeat-share", "0.1");
    run.round(1);
    List<Row> tasks =
        run
            .read(RunDataset.ASSIGNMENTS, StageName.SELECT)
            .where("rater = 'rater-1'")
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing(task -> task.<Integer>getAs("position")))
            .toList();

    answer(browser, run.folder().resolve("exports/round=001/raters/rater-1.html"), tasks.size());
    AdRun.answer(run, folder, 1);
    Path inbox = run.folder().resolve("inbox/round=001");
    Files.delete(inbox.resolve("simulated-expert-1.csv"));
    Files.move(folder.resolve(EXPORTED), inbox.resolve(EXPORTED));
    StageResult result = run.round(1);

    assertThat(result.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(result.stage()).isEqualTo(StageName.DECIDE);
    assertThat(run.read(RunDataset.LABEL_REJECTS, StageName.INGEST).count()).isZero();
    List<Row> labels = run.read(RunDataset.LABELS, StageName.INGEST).collectAsList();
    assertThat(labels).hasSize(tasks.size() + 2 * AdRun.BUDGET);
    assertThat(tasks).extracting(task -> task.getAs("phase")).contains("first", "repeat");
    assertThat(labels)
        .filteredOn(label -> label.getAs("tool").equals("penumbra-page"))
        .extracting(label -> said(label, label.getAs("answer")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, tasks.size())
                .mapToObj(place -> said(tasks.get(place), ANSWERS.get(place % 4)))
                .toList());
  }

  /** Answers 30 texts, closes the browser, comes back for the others, and exports. */
  private void answer(RaterBrowser browser, Path page, int tasks) {
    assertThat(tasks).isGreaterThan(30);
    try (RaterBrowser.Sitting sitting = browser.open(page)) {
      sitting.press(Keys.ENTER);
      answer(sitting, 0, 30);
      sitting.await("Saved", () -> sitting.text("status").equals("Saved"));
    }
    try (RaterBrowser.Sitting sitting = browser.open(page)) {
      sitting.press(Keys.ENTER);
      assertThat(sitting.text("count")).isEqualTo("30 of %d answered".formatted(tasks));
      answer(sitting, 30, tasks);
      assertThat(sitting.text("done-title")).isEqualTo("Everything is answered");
      sitting.press("e");
      sitting.await(EXPORTED, () -> Files.exists(folder.resolve(EXPORTED)));
    }
  }

  private static void answer(RaterBrowser.Sitting sitting, int from, int to) {
    for (int place = from; place < to; place++) {
      assertThat(sitting.text("place")).startsWith("Text " + (place + 1) + " of");
      sitting.press(ANSWERS.get(place % 4).substring(0, 1));
      if (sitting.text("break-title").startsWith("Time")) {
        sitting.press(Keys.ENTER);
      }
    }
  }

  private static String said(Row row, String answer) {
    return "%s|%s|%s|%s"
        .formatted(row.getAs("item_id"), row.getAs("rater"), row.getAs("phase"), answer);
  }
}
