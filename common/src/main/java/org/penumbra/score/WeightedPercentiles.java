package org.penumbra.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.penumbra.Errors;

/**
 * Percentiles over a sample of the population whose items stand for unequal numbers of items: the
 * weight of each is the inverse of its inclusion probability. The order of the input does not
 * matter.
 */
public final class WeightedPercentiles implements Percentiles {

  /**
   * Absorbs rounding in sums of weights, so that the level 1 - 0.05 of 100 items keeps exactly 5.
   */
  private static final double ROUNDING = 1e-9;

  private final double[] scores;
  private final double[] below;
  private final int[] ties;
  private final int size;

  /**
   * @param scores one finite score per sampled item
   * @param weights one positive weight per item
   */
  public WeightedPercentiles(double[] scores, double[] weights) {
    if (scores.length != weights.length) {
      throw new IllegalArgumentException(
          scores.length + " scores do not go with " + weights.length + " weights");
    }
    if (scores.length == 0) {
      throw Errors.emptyPopulation();
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i]) || !(weights[i] > 0) || !Double.isFinite(weights[i])) {
        throw Errors.unusableScore(scores[i], weights[i]);
      }
    }
    double[][] sorted = sorted(scores, weights);
    int[] tied = new int[scores.length];
    double[] distinct = new double[scores.length];
    double[] cumulated = new double[scores.length + 1];
    int last = -1;
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (last < 0 || sorted[0][i] != distinct[last]) {
        distinct[++last] = sorted[0][i];
      }
      tied[last]++;
      sum += sorted[1][i];
      cumulated[last + 1] = sum;
    }
    this.scores = Arrays.copyOf(distinct, last + 1);
    this.ties = Arrays.copyOf(tied, last + 1);
    this.below = Arrays.copyOf(cumulated, last + 2);
    for (int i = 0; i < below.length; i++) {
      below[i] /= sum;
    }
    this.size = scores.length;
  }

  /**
   * Scores and weights by score, then weight. Where all weigh the same, bare numbers sort faster.
   */
  private static double[][] sorted(double[] scores, double[] weights) {
    if (Arrays.stream(weights).allMatch(weight -> weight == weights[0])) {
      double[] ascending = scores.clone();
      Arrays.sort(ascending);
      return new double[][] {ascending, weights};
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> scores[i])
                    .thenComparingDouble(i -> weights[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new double[][] {
      IntStream.of(order).mapToDouble(i -> scores[i]).toArray(),
      IntStream.of(order).mapToDouble(i -> weights[i]).toArray()
    };
  }

  @Override
  public double of(double score) {
    int at = Arrays.binarySearch(scores, score);
    double share = at >= 0 ? (below[at] + below[at + 1]) / 2 : below[-at - 1];
    double extreme = 0.5 / size;
    return Math.min(Math.max(share, extreme), 1 - extreme);
  }

  @Override
  public double quantile(double q) {
    return scores[index(q)];
  }

  @Override
  public double cut(double share) {
    int at = index(1 - share);
    boolean tied =
        ties[at] > 1
            && at + 1 < scores.length
            && Percentiles.isNearerAbove(share, 1 - below[at], 1 - below[at + 1]);
    return scores[tied ? at + 1 : at];
  }

  private int index(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("A quantile's level lies in [0, 1], not " + q);
    }
    int low = 0;
    int high = scores.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (below[middle + 1] > q + ROUNDING) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public int size() {
    return size;
  }
}
