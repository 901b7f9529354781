package org.penumbra.drift;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.penumbra.Interval;

/**
 * The exact interval of a share (Clopper and Pearson 1934). Counts may be fractions: a weighted
 * sample of that effective size (Korn and Graubard 1998, "Confidence intervals for proportions with
 * small expected number of positive counts estimated from survey data", Survey Methodology 24).
 */
final class Shares {

  /** What sums of weights may be off by. */
  private static final double ROUNDING = 1e-9;

  private Shares() {}

  /**
   * The share with its two-sided interval.
   *
   * @param count from 0 to {@code of}
   * @param of above 0
   */
  static Interval interval(double count, double of, double confidence) {
    double tail = (1 - confidence) / 2;
    double low =
        count <= ROUNDING
            ? 0
            : BetaDistribution.of(count, of - count + 1).inverseCumulativeProbability(tail);
    double high =
        count >= of - ROUNDING
            ? 1
            : BetaDistribution.of(count + 1, of - count).inverseCumulativeProbability(1 - tail);
    return new Interval(count / of, low, high);
  }
}
