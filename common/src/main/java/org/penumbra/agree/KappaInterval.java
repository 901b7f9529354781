package org.penumbra.agree;

import java.util.function.DoubleUnaryOperator;
import org.penumbra.Interval;

/**
 * The interval of a binary agreement between two sides: all values of kappa from which the estimate
 * lies no further than so many standard errors, where the standard error is that which each value
 * itself would have ({@link KappaVariance}). The number of items is the effective one, with which
 * the variance at the estimate is that of the jackknife by group, so that groups, gaps and more
 * raters than two are accounted for, and never more than there are pairs of answers (Korn and
 * Graubard 1998, "Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data", Survey Methodology 24, p. 193-201). Unlike an interval of
 * plus and minus standard errors it does not shrink to a point where no disagreement was seen.
 */
public final class KappaInterval {

  private static final int HALVINGS = 60;
  private static final double NOTHING = 1e-9;

  private final double estimate;
  private final double centre;
  private final double items;
  private final KappaVariance variance;

  /**
   * The intervals of a binary kappa, at any level.
   *
   * @param shares of positive answers of either side; NaN without answers
   * @param comparisons pairs of answers that were compared
   * @param groups how many groups take part
   */
  KappaInterval(GroupStatistic kappa, KappaVariance shares, double comparisons, int groups) {
    this.estimate = kappa.estimate();
    double standardError = groups < 2 ? Double.NaN : new Jackknife(kappa).standardError();
    boolean atAnEnd = standardError == 0 || !(shares.at(estimate) > NOTHING);
    // At an end of the scale the table seen has no variance: one of equal shares, each group an
    // item, says what might still be.
    this.variance = atAnEnd ? KappaVariance.ofBoth((shares.first() + shares.second()) / 2) : shares;
    this.centre = Math.max(estimate, variance.lowest());
    double seen = atAnEnd ? groups : variance.at(centre) / (standardError * standardError);
    this.items = groups < 2 ? Double.NaN : effectiveItems(standardError, seen, comparisons);
  }

  private static double effectiveItems(double standardError, double seen, double comparisons) {
    return Double.isNaN(standardError) ? 1 : Math.max(1, Math.min(seen, comparisons));
  }

  /**
   * The interval of Fleiss' or Krippendorff's figure of these ratings' decided answers, which take
   * raters as exchangeable.
   *
   * @param kappa the figure over the same groups
   * @param level in (0, 1)
   */
  public static Interval of(Ratings ratings, GroupStatistic kappa, double level) {
    return new KappaInterval(
            kappa,
            KappaVariance.ofBoth(ratings.positiveShare()),
            ratings.comparisons(),
            ratings.doubledGroups())
        .at(level);
  }

  /** The two-sided interval, {@code level} in (0, 1); bounds NaN where there is one group only. */
  Interval at(double level) {
    if (Double.isNaN(estimate)) {
      return Interval.UNDEFINED;
    }
    if (Double.isNaN(items)) {
      return new Interval(estimate, Double.NaN, Double.NaN);
    }
    double z = Normal.quantile(0.5 + level / 2);
    DoubleUnaryOperator misfit =
        kappa -> (centre - kappa) * (centre - kappa) - z * z * variance.at(kappa) / items;
    return new Interval(
        estimate,
        Math.min(estimate, bound(misfit, variance.lowest())),
        Math.max(estimate, bound(misfit, 1)));
  }

  /** Where values cease to fit between the estimate and the end of the scale. */
  private double bound(DoubleUnaryOperator misfit, double end) {
    double fits = centre;
    double rejected = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (fits + rejected) / 2;
      if (misfit.applyAsDouble(middle) <= 0) {
        fits = middle;
      } else {
        rejected = middle;
      }
    }
    return fits;
  }
}
