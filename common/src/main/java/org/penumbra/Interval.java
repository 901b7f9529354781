package org.penumbra;

import java.io.Serializable;

/**
 * An estimate with its interval. An undefined estimate (0/0) is NaN in all three, never a guess.
 *
 * @param estimate the point estimate
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double estimate, double low, double high) implements Serializable {

  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Whether the estimate exists. */
  public boolean defined() {
    return !Double.isNaN(estimate);
  }

  /** Whether a value lies within the bounds, both included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
