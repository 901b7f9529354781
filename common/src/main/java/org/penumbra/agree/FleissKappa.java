package org.penumbra.agree;

import java.util.Arrays;

/**
 * Agreement beyond chance of a fixed number of interchangeable raters per item (Fleiss 1971,
 * "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), p. 379). NaN
 * where all answers fall into one category, or where there are fewer than two items.
 *
 * @param value kappa, or NaN
 * @param observed mean share of agreeing pairs of raters per item
 * @param expected the same by chance
 * @param items that entered
 */
public record FleissKappa(double value, double observed, double expected, double items) {

  /**
   * Kappa of a table of counts.
   *
   * @param counts answers per item (rows) and category (columns); every row has the same sum, 2 or
   *     more
   */
  public static FleissKappa of(int[][] counts) {
    int raters = counts.length == 0 ? 0 : Counts.sum(counts[0]);
    for (int[] item : counts) {
      if (Counts.sum(item) != raters || raters < 2) {
        throw new IllegalArgumentException(
            "Fleiss' kappa needs the same number of raters, 2 or more, on every item");
      }
    }
    return ofSums(GroupSums.of(counts, item -> terms(item, raters)));
  }

  /**
   * Kappa of ratings, for a bootstrap by group: of the items with the full number of answers that
   * count, which is the most any item has.
   */
  public static GroupStatistic statistic(Ratings ratings, Categories categories) {
    int raters = Math.max(2, ratings.mostAnswers(categories));
    return GroupSums.statistic(
        ratings,
        categories,
        (counts, answers) -> answers == raters ? terms(counts, raters) : null,
        sums -> ofSums(sums).value());
  }

  /** One item, its share of agreeing pairs, and its share of answers in each category. */
  private static double[] terms(int[] counts, int raters) {
    double[] terms = new double[2 + counts.length];
    terms[0] = 1;
    terms[1] = Counts.agreeingShare(counts);
    for (int c = 0; c < counts.length; c++) {
      terms[2 + c] = (double) counts[c] / raters;
    }
    return terms;
  }

  private static FleissKappa ofSums(double[] sums) {
    if (sums.length == 0 || sums[0] == 0) {
      return new FleissKappa(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double[] shares = Arrays.stream(sums).skip(2).map(sum -> sum / sums[0]).toArray();
    double observed = sums[1] / sums[0];
    double expected = Arrays.stream(shares).map(share -> share * share).sum();
    boolean defined = sums[0] > 1 && Counts.used(shares) > 1;
    double value = defined ? (observed - expected) / (1 - expected) : Double.NaN;
    return new FleissKappa(value, observed, expected, sums[0]);
  }
}
