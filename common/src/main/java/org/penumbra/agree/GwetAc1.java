package org.penumbra.agree;

import java.util.Arrays;

/**
 * Agreement beyond chance where one category is rare: chance agreement is taken from items that are
 * hard to tell, so that the figure does not collapse with the prevalence as kappa does (Gwet 2008,
 * "Computing inter-rater reliability and its variance in the presence of high agreement", British
 * Journal of Mathematical and Statistical Psychology 61, p. 29-48). Any number of raters; items
 * with one answer count for the categories' shares alone (Gwet 2014, "Handbook of inter-rater
 * reliability", 4th edition, section 2.4). NaN where all answers fall into one category, or where
 * fewer than two items have two answers.
 *
 * @param value AC1, or NaN
 * @param observed mean share of agreeing pairs of raters, over items with two answers or more
 * @param expected the same by chance
 * @param items with two answers or more
 */
public record GwetAc1(double value, double observed, double expected, double items) {

  /**
   * AC1 of a table of counts.
   *
   * @param counts answers per item (rows) and category (columns), 0 or more to a row; the columns
   *     are all categories a rater could choose, used or not
   */
  public static GwetAc1 of(int[][] counts) {
    return ofSums(GroupSums.of(counts, item -> terms(item, Counts.sum(item))));
  }

  /** AC1 of ratings, for a bootstrap by group. */
  public static GroupStatistic statistic(Ratings ratings, Categories categories) {
    return GroupSums.statistic(ratings, categories, GwetAc1::terms, sums -> ofSums(sums).value());
  }

  /** One item, one with two answers and its agreeing share, and the shares of its categories. */
  private static double[] terms(int[] counts, int answers) {
    if (answers == 0) {
      return null;
    }
    double[] terms = new double[3 + counts.length];
    terms[0] = 1;
    if (answers > 1) {
      terms[1] = 1;
      terms[2] = Counts.agreeingShare(counts);
    }
    for (int c = 0; c < counts.length; c++) {
      terms[3 + c] = (double) counts[c] / answers;
    }
    return terms;
  }

  private static GwetAc1 ofSums(double[] sums) {
    if (sums.length == 0 || sums[1] == 0) {
      return new GwetAc1(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double[] shares = Arrays.stream(sums).skip(3).map(sum -> sum / sums[0]).toArray();
    double observed = sums[2] / sums[1];
    double expected =
        Arrays.stream(shares).map(share -> share * (1 - share)).sum() / (shares.length - 1);
    boolean defined = sums[1] > 1 && Counts.used(shares) > 1;
    double value = defined ? (observed - expected) / (1 - expected) : Double.NaN;
    return new GwetAc1(value, observed, expected, sums[1]);
  }
}
