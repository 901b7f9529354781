package org.penumbra.study;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.penumbra.score.WeightedAuc;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.select.AuditRound;
import org.penumbra.select.Batch;
import org.penumbra.select.BatchItem;
import org.penumbra.select.ColdStart;
import org.penumbra.student.ScoreInput;

/**
 * What the first labels say of the first score. Of a cold start all are a probability sample: of
 * the highest scores, and of the rest. Without one only the audit of the first batch is, and
 * contestants that have none learn nothing of the score.
 *
 * @param table where they were asked
 * @param batch the first
 * @param coldStart whether it was a cold start
 */
record FirstLabels(Table table, Batch batch, boolean coldStart) {

  /**
   * Whether students should read the first score: always the few-shot score, which costs nothing; a
   * model's unless the upper bound of its weighted area under the ROC curve is under .6. Labels
   * that are all alike refute nothing.
   */
  boolean trustTheScore(ToIntFunction<String> answers) {
    if (!table.first().given()) {
      return true;
    }
    Map<String, Double> scoreOf = new HashMap<>();
    double[] scores = table.firstScores();
    for (int place = 0; place < scores.length; place++) {
      scoreOf.put(table.pool().ids().get(place), scores[place]);
    }
    List<String> ids =
        coldStart
            ? batch.items().stream().map(BatchItem::itemId).toList()
            : batch.audit().items().stream().map(AuditRound.Item::id).toList();
    double[] sampled = ids.stream().mapToDouble(scoreOf::get).toArray();
    double[] weights =
        coldStart
            ? weights(sampled)
            : batch.audit().items().stream()
                .mapToDouble(item -> 1 / item.inclusionProbability())
                .toArray();
    int[] labels = ids.stream().mapToInt(answers).toArray();
    return !ScoreInput.refutedBy(WeightedAuc.of(sampled, labels, weights));
  }

  /** How many items of the pool, high ones or others, stand behind each of a cold start's. */
  private double[] weights(double[] sampled) {
    double[] scores = table.firstScores();
    double high =
        new WeightedPercentiles(scores, table.pool().weights()).quantile(1 - ColdStart.TOP_SHARE);
    double ofHigh = share(scores, high) * scores.length / (share(sampled, high) * sampled.length);
    double ofRest =
        (1 - share(scores, high)) * scores.length / ((1 - share(sampled, high)) * sampled.length);
    return Arrays.stream(sampled).map(score -> score >= high ? ofHigh : ofRest).toArray();
  }

  private static double share(double[] scores, double from) {
    return Arrays.stream(scores).filter(score -> score >= from).count() / (double) scores.length;
  }
}
