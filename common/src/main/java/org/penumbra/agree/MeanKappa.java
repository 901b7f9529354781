package org.penumbra.agree;

/**
 * A mean of kappas, over pairs of raters or over raters.
 *
 * @param value the mean of the defined ones, or NaN if there is none
 * @param defined how many pairs or raters have a kappa
 * @param undefined how many share items but have none (0/0: one category only); they are left out
 * @param items distinct items that entered
 */
public record MeanKappa(double value, int defined, int undefined, int items) {

  static MeanKappa of(GroupedTables tables, int items) {
    int[] counts = new int[2];
    double value = tables.meanKappa(counts);
    return new MeanKappa(value, counts[0], counts[1], items);
  }
}
