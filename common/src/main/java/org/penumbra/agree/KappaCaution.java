package org.penumbra.agree;

import java.util.Locale;
import java.util.Optional;

/**
 * What must be said beside a kappa whose interval does not hold what it promises. docs/agreement.md
 * shows the simulation the limits are taken from.
 */
public final class KappaCaution {

  /** From so many items of the rarer answer on, 95 % intervals hold what they promise. */
  public static final int ENOUGH_OF_THE_RARER = 20;

  private KappaCaution() {}

  /**
   * The sentence to be shown, or nothing where the interval can be taken as it is.
   *
   * @param items with two answers or more
   * @param prevalence share of positive answers, 0 to 1, or NaN
   * @param kappa the estimate, or NaN
   */
  public static Optional<String> of(long items, double prevalence, double kappa) {
    if (Double.isNaN(kappa) || Double.isNaN(prevalence)) {
      return Optional.of(
          "Kappa is undefined: %d items, and it takes two with two answers each, and two categories."
              .formatted(items));
    }
    double rarer = items * Math.min(prevalence, 1 - prevalence);
    if (kappa >= 1) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "No disagreement was seen in %d items, about %.0f of the rarer answer: read the lower"
                  + " bound, not the 1.",
              items,
              rarer));
    }
    if (rarer < ENOUGH_OF_THE_RARER) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "Only about %.0f of %d items are of the rarer answer: with so few, 95 %% intervals held"
                  + " the truth in 87 to 99 %% of simulated samples.",
              rarer,
              items));
    }
    return Optional.empty();
  }
}
