package org.penumbra.score;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve in a population, from a sample whose items stand for unequal numbers
 * of items: the chance that a positive scores higher than a negative, ties half. Its variance is
 * that of Hanley and McNeil (1982, Radiology 143), each label counting as many items as are
 * effective (Kish 1965: squared sum of weights over sum of squares).
 *
 * @param estimate in [0, 1]; NaN without both labels
 * @param positives effective number
 * @param negatives effective number
 */
public record WeightedAuc(double estimate, double positives, double negatives) {

  /** One-sided 95 %. */
  private static final double DEVIATIONS = 1.6449;

  private static final int BISECTIONS = 50;

  /**
   * From a sample.
   *
   * @param scores finite
   * @param labels 0 or 1
   * @param weights above 0: how many items each stands for
   */
  public static WeightedAuc of(double[] scores, int[] labels, double[] weights) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sum = new double[2];
    double[] squares = new double[2];
    double pairs = 0;
    for (int from = 0, to; from < order.length; from = to) {
      double[] tied = new double[2];
      for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
        double weight = weights[order[to]];
        tied[labels[order[to]]] += weight;
        squares[labels[order[to]]] += weight * weight;
      }
      pairs += tied[1] * (sum[0] + tied[0] / 2);
      sum[0] += tied[0];
      sum[1] += tied[1];
    }
    return new WeightedAuc(
        pairs / (sum[0] * sum[1]), sum[1] * sum[1] / squares[1], sum[0] * sum[0] / squares[0]);
  }

  /**
   * The upper bound of a one-sided 95 % interval: the highest area that the estimate does not
   * contradict, with the deviation which that area would have (Newcombe 2006, Statistics in
   * Medicine 25, part 2). NaN without both labels.
   */
  public double upperBound() {
    if (Double.isNaN(estimate)) {
      return Double.NaN;
    }
    double low = estimate;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      if (middle - DEVIATIONS * deviation(middle) <= estimate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double deviation(double area) {
    double ofPositives = area / (2 - area) - area * area;
    double ofNegatives = 2 * area * area / (1 + area) - area * area;
    return Math.sqrt(
        (area * (1 - area) + (positives - 1) * ofPositives + (negatives - 1) * ofNegatives)
            / (positives * negatives));
  }
}
