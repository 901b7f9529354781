package org.penumbra.decide;

import java.util.Locale;
import org.penumbra.Interval;

/**
 * What a threshold does at natural prevalence.
 *
 * @param target what was wanted of it
 * @param wanted how much of it, in (0, 1]
 * @param threshold flagged: score ≥ threshold; NaN where none can be named
 * @param precision share of the flagged that are positive
 * @param recall share of the positives that are flagged
 * @param why no threshold can be named; empty if one is
 */
public record OperatingPoint(
    Target target,
    double wanted,
    double threshold,
    Interval precision,
    Interval recall,
    String why) {

  /** What is wanted of a threshold. */
  public enum Target {
    /** The share of the flagged that are positive. */
    PRECISION,
    /** The share of the positives that are flagged. */
    RECALL;

    /** The name in datasets. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether there is a threshold. */
  public boolean found() {
    return !Double.isNaN(threshold);
  }

  static OperatingPoint none(Target target, double wanted, String why) {
    return new OperatingPoint(
        target, wanted, Double.NaN, Interval.UNDEFINED, Interval.UNDEFINED, why);
  }
}
