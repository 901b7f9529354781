package org.penumbra.agree;

import java.util.stream.IntStream;

/**
 * A figure with each group of items left out in turn (Efron and Tibshirani 1993, "An introduction
 * to the bootstrap", chapter 11).
 */
final class Jackknife {

  private final double[] without;
  private final double mean;

  Jackknife(GroupStatistic statistic) {
    int size = statistic.groups().size();
    this.without = IntStream.range(0, size).parallel().mapToDouble(statistic::without).toArray();
    double sum = 0;
    for (double value : without) {
      sum += value / size;
    }
    this.mean = sum;
  }

  /** The standard error; NaN where leaving out one group leaves nothing to measure. */
  double standardError() {
    int size = without.length;
    return size < 2 ? Double.NaN : Math.sqrt(power(2) * (size - 1) / size);
  }

  /**
   * How the figure's spread changes with its value (Efron and Tibshirani 1993, formula 14.15); 0
   * where that cannot be told.
   */
  double acceleration() {
    double squares = power(2);
    return squares > 0 ? power(3) / (6 * Math.pow(squares, 1.5)) : 0;
  }

  private double power(int exponent) {
    double sum = 0;
    for (double value : without) {
      sum += Math.pow(mean - value, exponent);
    }
    return sum;
  }
}
