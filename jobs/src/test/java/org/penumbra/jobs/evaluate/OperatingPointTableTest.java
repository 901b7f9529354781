package org.penumbra.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.student.ScoredPool;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.Threshold;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.settings.EvaluateSettings;
import org.penumbra.student.LinearModel;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentScorer;

/** A pool of 1,000 items at 0.001 to 1; the student scores ten times what its twin does. */
class OperatingPointTableTest {

  private static final StudentModel TWIN = model(1);
  private static final StudentModel STUDENT = model(10);
  private static final ScoredPool POOL = pool(10);

  @Test
  void carriesAThresholdFromTheTwinToTheStudent() {
    // Twenty audit items at .05 to 1; those from .8 on are positive.
    List<Row> rows = rows(20, settings(1_000_000L), () -> POOL);
    Row recall = rows.get(1);

    assertThat(rows).hasSize(2);
    assertThat(cell(recall, "target")).isEqualTo("recall");
    assertThat(cell(recall, "model")).isEqualTo("student-round=001");
    assertThat((double) cell(recall, "threshold")).isCloseTo(8, within(.05));
    assertThat((double) cell(recall, "recall")).isEqualTo(1);
    assertThat((double) cell(recall, "precision")).isEqualTo(1);
    assertThat((double) cell(recall, "precision_low")).isBetween(.3, .6);
    assertThat((double) cell(recall, "flagged_share")).isCloseTo(.2, within(.005));
    assertThat((double) cell(recall, "flagged_share_low")).isBetween(.17, .2);
    assertThat((double) cell(recall, "flagged_share_high")).isBetween(.2, .23);
    assertThat((double) cell(recall, "reviews_per_day"))
        .isEqualTo(1_000_000 * (double) cell(recall, "flagged_share"));
    assertThat(cell(recall, "items")).isEqualTo(20L);
    assertThat(cell(recall, "positives")).isEqualTo(5L);
    assertThat(cell(recall, "why")).isNull();
  }

  @Test
  void namesNoReviewsWhereNobodySaidHowManyItemsThereAre() {
    Row row = rows(20, settings(null), () -> POOL).get(0);

    assertThat(cell(row, "threshold")).isNotNull();
    assertThat(cell(row, "reviews_per_day")).isNull();
  }

  @Test
  void looksAtNoPoolWhereNothingCanBeNamed() {
    List<Row> rows =
        rows(
            4,
            settings(1_000_000L),
            () -> {
              throw new AssertionError("no pool is needed");
            });

    assertThat(rows).hasSize(2);
    for (String column :
        List.of("threshold", "precision", "recall_high", "flagged_share", "reviews_per_day")) {
      assertThat(rows).allMatch(row -> cell(row, column) == null, column);
    }
    assertThat(cell(rows.get(0), "why"))
        .isEqualTo("too few: 1 positives among 4 audit items the model has not seen, 5 are needed");
  }

  private static List<Row> rows(int items, EvaluateSettings settings, Supplier<ScoredPool> pool) {
    SortedMap<String, Double> scores = new TreeMap<>();
    SortedMap<String, Integer> consensus = new TreeMap<>();
    SortedMap<String, LabelledItems.AuditItem> audit = new TreeMap<>();
    for (int i = 1; i <= items; i++) {
      double at = i / (double) items;
      String item = "i" + i;
      scores.put(item, score(TWIN, (float) at));
      consensus.put(item, at >= .8 ? 1 : 0);
      audit.put(item, new LabelledItems.AuditItem(0, 1000, .02));
    }
    scores.put("tied", 2.0);
    return new OperatingPointTable(STUDENT, pool, settings)
        .rows(
            "policy",
            "student-round=001",
            Optional.of(TWIN),
            new LabelledData(List.of(), consensus, new TreeMap<>(), audit),
            scores);
  }

  private static Object cell(Row row, String column) {
    return row.get(RunDataset.OPERATING_POINTS.schema().fieldIndex(column));
  }

  private static EvaluateSettings settings(Long itemsPerDay) {
    return new EvaluateSettings(200, .95, .2, List.of(.9), List.of(1.0), itemsPerDay, null);
  }

  private static ScoredPool pool(float weight) {
    double[] weights = new double[1000];
    Arrays.fill(weights, 5);
    return new ScoredPool(
        IntStream.rangeClosed(1, 1000).mapToDouble(i -> weight * (i / 1000f)).toArray(), weights);
  }

  private static double score(StudentModel model, float at) {
    return model.score(new StudentInput(new EncodedText(new float[] {at}, null, false), null));
  }

  private static StudentModel model(float weight) {
    ScoredPool pool = pool(weight);
    return new StudentModel(
        new StudentModel.Lineage("policy", "1", "encoder", "hash"),
        new StudentScorer(new LinearModel(new float[] {weight}, 0), null),
        null,
        null,
        new Threshold(0, Interval.UNDEFINED, Threshold.ASSUMED),
        Calibration.UNDEFINED,
        PercentileTable.of(new WeightedPercentiles(pool.scores(), pool.weights())),
        new StudentModel.Training(10, 4, 200, 1e-7, 1e-8, 1, 1, 1),
        new StudentModel.OutOfFoldSummary(0, 0, Double.NaN, Double.NaN, Double.NaN));
  }
}
