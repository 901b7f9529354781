package org.penumbra.agree;

/**
 * Agreement beyond chance of a fixed number of interchangeable raters per item (Fleiss 1971,
 * "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), p. 379). NaN
 * where all answers fall into one category, or where there are none.
 *
 * @param value kappa, or NaN
 * @param observed mean share of agreeing pairs of raters per item
 * @param expected the same by chance
 */
public record FleissKappa(double value, double observed, double expected) {

  /**
   * Kappa of a table of counts.
   *
   * @param counts answers per item (rows) and category (columns); every row has the same sum, 2 or
   *     more
   */
  public static FleissKappa of(int[][] counts) {
    if (counts.length == 0) {
      return new FleissKappa(Double.NaN, Double.NaN, Double.NaN);
    }
    int raters = sum(counts[0]);
    long[] perCategory = new long[counts[0].length];
    long agreeingPairs = 0;
    for (int[] item : counts) {
      if (sum(item) != raters || raters < 2) {
        throw new IllegalArgumentException(
            "Fleiss' kappa needs the same number of raters, 2 or more, on every item");
      }
      for (int c = 0; c < item.length; c++) {
        perCategory[c] += item[c];
        agreeingPairs += (long) item[c] * (item[c] - 1);
      }
    }
    double items = counts.length;
    double observed = agreeingPairs / (items * raters * (raters - 1));
    double expected = 0;
    int used = 0;
    for (long count : perCategory) {
      double share = count / (items * raters);
      expected += share * share;
      used += count > 0 ? 1 : 0;
    }
    double value = used < 2 ? Double.NaN : (observed - expected) / (1 - expected);
    return new FleissKappa(value, observed, expected);
  }

  private static int sum(int[] row) {
    int sum = 0;
    for (int count : row) {
      if (count < 0) {
        throw new IllegalArgumentException("A count cannot be " + count);
      }
      sum += count;
    }
    return sum;
  }
}
