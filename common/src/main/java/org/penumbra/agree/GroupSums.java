package org.penumbra.agree;

import java.util.Arrays;
import java.util.List;
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
    return new OfSums(ratings.groups(), sums(ratings, categories, terms), figure);
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

  private static final class OfSums implements GroupStatistic {

    private final List<String> groups;
    private final double[][] sums;
    private final int length;
    private final ToDoubleFunction<double[]> figure;

    /** Sums of the groups before each one, and of those from it on: what is 0 stays exactly 0. */
    private final double[][] before;

    private final double[][] from;

    OfSums(List<String> groups, double[][] sums, ToDoubleFunction<double[]> figure) {
      this.groups = groups;
      this.sums = sums;
      this.figure = figure;
      this.length = Arrays.stream(sums).mapToInt(row -> row.length).max().orElse(0);
      this.before = new double[sums.length + 1][length];
      this.from = new double[sums.length + 1][length];
      for (int group = 0; group < sums.length; group++) {
        before[group + 1] = before[group].clone();
        add(before[group + 1], sums[group], 1);
      }
      for (int group = sums.length - 1; group >= 0; group--) {
        from[group] = from[group + 1].clone();
        add(from[group], sums[group], 1);
      }
    }

    @Override
    public List<String> groups() {
      return groups;
    }

    @Override
    public double at(double[] times) {
      double[] total = new double[length];
      for (int group = 0; group < sums.length; group++) {
        add(total, sums[group], times[group]);
      }
      return figure.applyAsDouble(total);
    }

    @Override
    public double without(int group) {
      double[] total = before[group].clone();
      add(total, from[group + 1], 1);
      return figure.applyAsDouble(total);
    }
  }
}
