package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** Answers from a CSV, a JSON lines and a Parquet file with bad rows among them. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class IngestJobTest {

  @Test
  void takesEveryGoodAnswerOfAllThreeFormats(FinishedLoop.Rounds loop) {
    List<Row> labels = rows(loop, RunDataset.LABELS);
    Map<String, Integer> perRater = new HashMap<>();
    labels.forEach(row -> perRater.merge(row.getAs("rater"), 1, Integer::sum));

    assertThat(perRater.values()).containsExactly(AdRun.BUDGET, AdRun.BUDGET, AdRun.BUDGET);
    assertThat(labels)
        .extracting(row -> row.getAs("item_id") + " " + row.getAs("rater"))
        .doesNotHaveDuplicates();
    assertThat(labels)
        .allMatch(row -> row.getAs("phase").equals("first"))
        .allMatch(
            row ->
                row.getAs("answer").equals("positive") == (row.<Integer>getAs("label") == 1)
                    && row.getAs("guideline_version").equals("1"));
  }

  @Test
  void saysOfEachBadRowWhereItStoodAndWhy(FinishedLoop.Rounds loop) {
    List<Row> rejects = rows(loop, RunDataset.LABEL_REJECTS);

    assertThat(rejects)
        .extracting(row -> extension(row.getAs("source")), row -> row.getAs("position"))
        .containsExactlyInAnyOrder(
            tuple("csv", 42L), tuple("csv", 43L), tuple("jsonl", 41L), tuple("parquet", 41L));
    assertThat(rejects)
        .extracting(row -> row.<String>getAs("reason"))
        .contains(
            "item 'ad-unknown' is not in the batch",
            "label 'perhaps' is none of positive, negative, unsure, invalid, 1, 0, true, false,"
                + " yes, no")
        .anyMatch(reason -> reason.startsWith("not JSON: "));
    assertThat(rejects)
        .filteredOn(row -> row.<String>getAs("reason").startsWith("not JSON"))
        .extracting(row -> row.getAs("sample"))
        .containsExactly("{not json");
  }

  @Test
  void agreesOnWhatMostRatersSaid(FinishedLoop.Rounds loop) {
    Map<String, int[]> counts = new HashMap<>();
    for (Row row : rows(loop, RunDataset.LABELS)) {
      counts
          .computeIfAbsent(row.getAs("item_id"), item -> new int[2])[row.<Integer>getAs("label")]++;
    }
    List<Row> consensus = rows(loop, RunDataset.CONSENSUS);

    assertThat(consensus)
        .extracting(row -> row.<String>getAs("item_id"))
        .containsExactlyInAnyOrderElementsOf(AdRun.batchIds(loop.run, 1));
    for (Row row : consensus) {
      int[] said = counts.get(row.<String>getAs("item_id"));
      assertThat(row.<Integer>getAs("negatives")).isEqualTo(said[0]);
      assertThat(row.<Integer>getAs("positives")).isEqualTo(said[1]);
      assertThat(row.<Integer>getAs("label")).isEqualTo(said[1] > said[0] ? 1 : 0);
    }
  }

  private static List<Row> rows(FinishedLoop.Rounds loop, RunDataset dataset) {
    return loop.run.read(dataset, StageName.INGEST, 1).collectAsList();
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }
}
