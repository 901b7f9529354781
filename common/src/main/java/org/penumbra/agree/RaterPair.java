package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;

/**
 * Two raters on the items both decided.
 *
 * @param first the rater earlier in name order
 * @param second the other
 * @param items common items, 1 or more
 * @param kappa Cohen's, with its standard error; NaN where undefined
 * @param interval two-sided, by group; bounds NaN where there is one group only
 */
public record RaterPair(
    String first, String second, int items, CohenKappa kappa, Interval interval) {

  /** All pairs of raters with an item in common that both decided, by name. */
  public static List<RaterPair> of(Ratings ratings, double level) {
    Map<String, SortedMap<String, List<Rating>>> common = new TreeMap<>();
    for (Ratings.Item item : ratings.items()) {
      List<Rating> answers = item.ratings(Categories.DECIDED);
      for (int i = 0; i < answers.size(); i++) {
        for (int j = i + 1; j < answers.size(); j++) {
          List<Rating> both =
              common
                  .computeIfAbsent(answers.get(i).rater(), rater -> new TreeMap<>())
                  .computeIfAbsent(answers.get(j).rater(), rater -> new ArrayList<>());
          both.add(answers.get(i));
          both.add(answers.get(j));
        }
      }
    }
    List<RaterPair> pairs = new ArrayList<>();
    common.forEach(
        (first, others) ->
            others.forEach((second, both) -> pairs.add(of(first, second, both, level))));
    return pairs;
  }

  /** The smallest number of common items of some pairs; 0 without any. */
  public static int fewestItems(Collection<RaterPair> pairs) {
    return pairs.stream().mapToInt(RaterPair::items).min().orElse(0);
  }

  private static RaterPair of(String first, String second, List<Rating> both, double level) {
    int k = Categories.DECIDED.count();
    double[][] table = new double[k][k];
    double weights = 0;
    double squares = 0;
    for (int i = 0; i < both.size(); i += 2) {
      double weight = both.get(i).weight();
      int row = Categories.DECIDED.code(both.get(i).answer());
      int column = Categories.DECIDED.code(both.get(i + 1).answer());
      table[row][column] += weight;
      weights += weight;
      squares += weight * weight;
    }
    return new RaterPair(
        first,
        second,
        both.size() / 2,
        CohenKappa.ofWeights(table, weights * weights / squares),
        new ExpertAgreement(Ratings.of(both)).interval(level));
  }
}
