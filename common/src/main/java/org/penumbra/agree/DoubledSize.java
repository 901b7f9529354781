package org.penumbra.agree;

/**
 * How many doubled items a kappa of two raters needs to be known to within some width, from the
 * variance of Fleiss, Cohen and Everitt for raters with equal shares of positives ({@link
 * KappaVariance}). Items are taken as independent: where they come in groups, more are needed.
 *
 * @param kappa assumed, below 1 and not below what the prevalence allows
 * @param prevalence assumed share of positive answers, above 0 and below 1
 */
public record DoubledSize(double kappa, double prevalence) {

  public DoubledSize {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw new IllegalArgumentException("A prevalence lies between 0 and 1, not " + prevalence);
    }
    double lowest = KappaVariance.ofBoth(prevalence).lowest();
    if (!(kappa >= lowest && kappa < 1)) {
      throw new IllegalArgumentException(
          "Kappa at a prevalence of %s lies in [%.3f, 1), not at %s"
              .formatted(prevalence, lowest, kappa));
    }
  }

  /**
   * Doubled items for a two-sided interval.
   *
   * @param halfWidth wanted half of its width, above 0
   * @param level in (0, 1)
   */
  public long items(double halfWidth, double level) {
    if (!(halfWidth > 0)) {
      throw new IllegalArgumentException("A half-width is above 0, not " + halfWidth);
    }
    double root = reach(level) / halfWidth;
    return Math.max(2, (long) Math.ceil(root * root));
  }

  /** Half the width of the two-sided interval of so many doubled items. */
  public double halfWidth(long items, double level) {
    return reach(level) / Math.sqrt((double) items);
  }

  /** The half-width of one item, were there such a thing. */
  private double reach(double level) {
    return Normal.quantile(0.5 + level / 2) * Math.sqrt(KappaVariance.ofBoth(prevalence).at(kappa));
  }
}
