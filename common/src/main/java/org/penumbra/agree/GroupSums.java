package org.penumbra.agree;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Turns a figure of sums over items into one that can be bootstrapped by group. */
final class GroupSums {

  /** An item's answers that count, by category. */
  interface Terms {
    /** What the item adds to the sums, or null if it does not count. */
    double[] of(int[] counts, int answers);
  }

  private GroupSums() {}

  /**
   * A figure of weighted sums over items.
   *
   * @param terms what an item adds, before its weight
   * @param figure of the sums; asked with an empty array where no item counts
   */
  static GroupStatistic statistic(
      Ratings ratings, Categories categories, Terms terms, ToDoubleFunction<double[]> figure) {
    double[][] sums = sums(ratings, categories, terms);
    int length = Arrays.stream(sums).mapToInt(row -> row.length).max().orElse(0);
    return GroupStatistic.of(
        ratings.groups(),
        times -> {
          double[] total = new double[length];
          for (int group = 0; group < sums.length; group++) {
            add(total, sums[group], times[group]);
          }
          return figure.applyAsDouble(total);
        });
  }

  /** The sums of counts alone, each item once. */
  static double[] of(int[][] items, Function<int[], double[]> terms) {
    double[] total = new double[0];
    for (int[] counts : items) {
      double[] added = terms.apply(counts);
      if (added != null) {
        total = total.length == 0 ? new double[added.length] : total;
        add(total, added, 1);
      }
    }
    return total;
  }

  private static double[][] sums(Ratings ratings, Categories categories, Terms terms) {
    double[][] sums = new double[ratings.groups().size()][0];
    for (Ratings.Item item : ratings.items()) {
      int[] counts = item.counts(categories);
      double[] added = terms.of(counts, Arrays.stream(counts).sum());
      if (added != null) {
        int group = ratings.groupOf(item);
        sums[group] = sums[group].length == 0 ? new double[added.length] : sums[group];
        add(sums[group], added, item.weight());
      }
    }
    return sums;
  }

  private static void add(double[] total, double[] added, double factor) {
    for (int i = 0; i < added.length; i++) {
      total[i] += factor * added[i];
    }
  }
}
