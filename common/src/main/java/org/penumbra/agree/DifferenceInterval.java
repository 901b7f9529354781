package org.penumbra.agree;

import org.penumbra.Interval;

/**
 * The difference of two figures that were measured apart, with an interval recovered from theirs
 * (MOVER: Zou &amp; Donner, "Construction of confidence limits about effect measures", Statistics
 * in Medicine 27, 2008). Where both rest on the same items it is too wide, never too narrow, as
 * long as those pull both figures the same way.
 */
public final class DifferenceInterval {

  private DifferenceInterval() {}

  /**
   * One figure minus another, with bounds of the level that both of theirs have.
   *
   * @return undefined where either is
   */
  public static Interval of(Interval one, Interval other) {
    if (!one.defined() || !other.defined()) {
      return Interval.UNDEFINED;
    }
    double difference = one.estimate() - other.estimate();
    double below = Math.hypot(one.estimate() - one.low(), other.high() - other.estimate());
    double above = Math.hypot(one.high() - one.estimate(), other.estimate() - other.low());
    return new Interval(difference, difference - below, difference + above);
  }
}
