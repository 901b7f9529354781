package org.penumbra.score;

import java.io.Serializable;

/**
 * Turns a percentile of the population into the probability of a positive label: inverse logit of
 * slope x logit(percentile) + intercept. NaN in both means that nothing could be calibrated.
 *
 * @param slope change of log-odds per unit of logit(percentile)
 * @param intercept log-odds at the population's median
 */
public record Calibration(double slope, double intercept) implements Serializable {

  public static final Calibration UNDEFINED = new Calibration(Double.NaN, Double.NaN);

  /** Whether there is a calibration at all. */
  public boolean defined() {
    return !Double.isNaN(slope) && !Double.isNaN(intercept);
  }

  /**
   * The probability of a positive label at a percentile; NaN if undefined.
   *
   * @param percentile strictly between 0 and 1
   */
  public double probability(double percentile) {
    if (!(percentile > 0 && percentile < 1)) {
      throw new IllegalArgumentException("A percentile lies between 0 and 1, not " + percentile);
    }
    return Logit.inverse(slope * Logit.of(percentile) + intercept);
  }
}
