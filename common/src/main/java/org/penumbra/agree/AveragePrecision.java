package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How well scores rank the positives, whatever the threshold: the sum over thresholds of the gain
 * in recall times the precision there, with no interpolation (the step-wise sum of scikit-learn's
 * {@code average_precision_score}; Su, Yuan and Zhu 2015, "A relationship between the average
 * precision and the area under the ROC curve", ICTIR). Items of one score enter as one block, so
 * that their order does not matter. In [0, 1]; a ranking at random has the share of positives; NaN
 * without a positive.
 */
public final class AveragePrecision {

  private record Ranked(double score, int group, boolean positive, double weight) {}

  private AveragePrecision() {}

  /**
   * Average precision, for a bootstrap by group.
   *
   * @param truth one decided rating per item; undecided ones are left out
   * @param scores by item id, higher means more likely positive; items without one are left out
   */
  public static GroupStatistic statistic(Collection<Rating> truth, Map<String, Double> scores) {
    Ratings ratings = Ratings.of(truth);
    List<Ranked> ranked = new ArrayList<>();
    for (Ratings.Item item : ratings.items()) {
      Double score = scores.get(item.id());
      item.answers()
          .values()
          .forEach(
              answer -> {
                if (score != null && answer.decided()) {
                  ranked.add(
                      new Ranked(score, ratings.groupOf(item), answer.label() == 1, item.weight()));
                }
              });
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return GroupStatistic.of(ratings.groups(), times -> of(ranked, times));
  }

  /**
   * Average precision of scores.
   *
   * @param labels 0 or 1 beside the scores
   */
  public static double of(double[] scores, int[] labels) {
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      ranked.add(new Ranked(scores[i], 0, labels[i] == 1, 1));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return of(ranked, new double[] {1});
  }

  private static double of(List<Ranked> ranked, double[] times) {
    double positives = 0;
    double flagged = 0;
    double sum = 0;
    for (int from = 0; from < ranked.size(); ) {
      double score = ranked.get(from).score();
      double found = 0;
      int next = from;
      while (next < ranked.size() && ranked.get(next).score() == score) {
        Ranked item = ranked.get(next);
        double weight = times[item.group()] * item.weight();
        flagged += weight;
        found += item.positive() ? weight : 0;
        next++;
      }
      positives += found;
      sum += found > 0 ? found * positives / flagged : 0;
      from = next;
    }
    return sum / positives;
  }
}
