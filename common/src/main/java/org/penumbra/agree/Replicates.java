package org.penumbra.agree;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.penumbra.Interval;

/**
 * The values a statistic took in a bootstrap. Those that were undefined are dropped and counted:
 * where they are many, the bounds speak of a sample other than the one at hand.
 */
public final class Replicates {

  private final double estimate;
  private final double[] sorted;
  private final int undefined;
  private final DoubleSupplier acceleration;

  /**
   * @param acceleration of the corrected bounds; asked for only there, since it takes time
   */
  Replicates(double estimate, double[] values, int undefined, DoubleSupplier acceleration) {
    this.estimate = estimate;
    this.sorted = values.clone();
    Arrays.sort(sorted);
    this.undefined = undefined;
    this.acceleration = acceleration;
  }

  /** The statistic on the sample itself, or NaN. */
  public double estimate() {
    return estimate;
  }

  /** How many replicates had a value. */
  public int defined() {
    return sorted.length;
  }

  /** How many had none and were dropped. */
  public int undefined() {
    return undefined;
  }

  /** The two-sided percentile interval, {@code level} in (0, 1). */
  public Interval interval(double level) {
    return new Interval(estimate, lower(0.5 + level / 2), upper(0.5 + level / 2));
  }

  /** The one-sided lower bound: the true value lies above it with probability {@code level}. */
  public double lower(double level) {
    return quantile(1 - level);
  }

  /** The one-sided upper bound: the true value lies below it with probability {@code level}. */
  public double upper(double level) {
    return quantile(level);
  }

  /** As {@link #lower}, corrected as {@link #correctedUpper} is. */
  public double correctedLower(double level) {
    return quantile(corrected(1 - level));
  }

  /**
   * The one-sided upper bound, corrected for bias and skewness (BCa: Efron and Tibshirani 1993,
   * section 14.3). The plain percentile bound of a kappa of a few hundred items is too narrow.
   */
  public double correctedUpper(double level) {
    return quantile(corrected(level));
  }

  /** Both bounds, each of which holds at {@code level} alone; cheaper than one after the other. */
  public Interval correctedBounds(double level) {
    double skew = skewness();
    return new Interval(
        estimate, quantile(corrected(1 - level, skew)), quantile(corrected(level, skew)));
  }

  /** The two-sided interval between the corrected bounds, {@code level} in (0, 1). */
  public Interval correctedInterval(double level) {
    return correctedBounds(0.5 + level / 2);
  }

  private double corrected(double p) {
    return corrected(p, skewness());
  }

  private double skewness() {
    return sorted.length == 0 ? 0 : acceleration.getAsDouble();
  }

  private double corrected(double p, double skew) {
    if (sorted.length == 0) {
      return p;
    }
    double below = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double edge = 0.5 / sorted.length;
    double bias = Normal.quantile(Math.min(1 - edge, Math.max(edge, below / sorted.length)));
    double shifted = bias + Normal.quantile(p);
    double stretched = Normal.cumulative(bias + shifted / (1 - skew * shifted));
    return Math.min(1 - edge, Math.max(edge, stretched));
  }

  /** The standard deviation of the replicates, or NaN if fewer than two have a value. */
  public double standardError() {
    if (sorted.length < 2 || Double.isNaN(estimate)) {
      return Double.NaN;
    }
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (sorted.length - 1));
  }

  private double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("A bound needs a level in (0, 1), not " + p);
    }
    if (sorted.length == 0 || Double.isNaN(estimate)) {
      return Double.NaN;
    }
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
