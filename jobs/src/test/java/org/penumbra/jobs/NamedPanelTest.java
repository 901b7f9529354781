package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A round with named raters, a calibration set, hidden repeats and a daily cap. */
@ExtendWith(LocalSpark.class)
class NamedPanelTest {

  @TempDir private Path folder;

  @Test
  void countsAnswersOfMembersWhoPassedUnderTheirPseudonymsAlone(SparkSession spark)
      throws IOException {
    AdRun.make(folder, 300);
    TestFiles.lines(folder, "key", "a secret");
    TestFiles.lines(
        folder,
        "known.jsonl",
        "{\"id\":\"k1\",\"text\":\"Cures all.\",\"label\":1}",
        "{\"id\":\"k2\",\"text\":\"A chair.\",\"label\":0}");
    TestRun run =
        AdRun.over(spark, folder, "run")
            .with("label.panel", "[\"Ann Lee\", bob, cay]")
            .with("label.key-file", folder.resolve("key").toString())
            .with("label.raters", "2")
            .with("label.doubled-share", "0.5")
            .with("label.repeat-share", "0.1")
            .with("label.daily-cap", "10")
            .with("label.calibration-file", folder.resolve("known.jsonl").toString());

    StageResult waiting = run.round(1);

    assertThat(waiting.note()).contains("r-").doesNotContain("bob");
    Map<String, List<Row>> sheets = new HashMap<>();
    for (Row task : run.read(RunDataset.ASSIGNMENTS, StageName.SELECT).collectAsList()) {
      sheets.computeIfAbsent(task.getAs("rater"), rater -> new ArrayList<>()).add(task);
    }
    assertThat(sheets).hasSize(3);
    List<String> raters = sheets.keySet().stream().sorted().toList();
    for (List<Row> sheet : sheets.values()) {
      assertThat(sheet).extracting(row -> row.<Integer>getAs("day")).contains(1, 2);
      assertThat(phases(sheet)).containsEntry("calibration", 2L).containsKeys("first", "repeat");
    }
    // The first two know the answers of the calibration set, the third does not.
    Path inbox = run.folder().resolve("inbox/round=001");
    for (String rater : raters) {
      boolean knows = !rater.equals(raters.get(2));
      List<String> lines = new ArrayList<>();
      for (Row task : sheets.get(rater)) {
        boolean positive =
            task.getAs("item_id").equals("k2") ? !knows : task.<Integer>getAs("position") % 2 == 0;
        positive |= task.getAs("item_id").equals("k1");
        lines.add(
            "{\"task_id\":\"%s\",\"rater\":\"%s\",\"answer\":\"%s\"}"
                .formatted(task.getAs("task_id"), rater, positive ? "positive" : "negative"));
      }
      TestFiles.lines(inbox, rater + ".jsonl", lines.toArray(String[]::new));
    }
    String item = AdRun.batchIds(run, 1).get(0);
    TestFiles.lines(
        inbox, "more.csv", "item_id,rater,label", item + ",zed,1", item + ",Bob,perhaps");

    StageResult done = run.with("label.complete-share", "0.1").call(c -> new IngestJob(c, 1).run());

    assertThat(done.status()).isEqualTo(StageResult.Status.DONE);
    List<Row> labels = run.read(RunDataset.LABELS, StageName.INGEST).collectAsList();
    assertThat(labels)
        .filteredOn(row -> !row.getAs("phase").equals("calibration"))
        .extracting(row -> row.<String>getAs("rater"))
        .containsOnly(raters.get(0), raters.get(1));
    assertThat(labels).extracting(row -> row.<String>getAs("phase")).contains("repeat");
    List<Row> rejects = run.read(RunDataset.LABEL_REJECTS, StageName.INGEST).collectAsList();
    assertThat(rejects)
        .extracting(row -> row.<String>getAs("reason"))
        .contains(
            "rater '%s' has not passed the calibration: 1 right, 2 wanted".formatted(raters.get(2)),
            "the rater is not in label.panel");
    assertThat(labels.size() + rejects.size())
        .isEqualTo(sheets.values().stream().mapToInt(List::size).sum() + 2);
    assertThat(holding(run.folder(), "Ann Lee")).isEmpty();
    assertThat(rejects)
        .noneMatch(
            row -> row.<String>getAs("sample").toLowerCase(java.util.Locale.ROOT).contains("bob"));
  }

  private static Map<String, Long> phases(List<Row> sheet) {
    Map<String, Long> phases = new HashMap<>();
    sheet.forEach(row -> phases.merge(row.getAs("phase"), 1L, Long::sum));
    return phases;
  }

  private static List<String> holding(Path run, String word) throws IOException {
    List<String> holding = new ArrayList<>();
    try (var files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(word)) {
          holding.add(run.relativize(file).toString());
        }
      }
    }
    return holding;
  }
}
