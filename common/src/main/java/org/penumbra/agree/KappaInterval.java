package org.penumbra.agree;

import java.util.function.DoubleUnaryOperator;
import org.penumbra.Interval;

/**
 * The interval of a binary agreement between raters: all values of kappa that a goodness-of-fit
 * test of the shares of items positive to both, to one and to neither does not reject (Donner and
 * Eliasziw 1992, "A goodness-of-fit approach to inference procedures for the kappa statistic",
 * Statistics in Medicine 11, p. 1511-1519). The test's number of items is the effective one, with
 * which the test's variance at the estimate is that of the jackknife by group, so that groups, gaps
 * and more raters than two are accounted for, and never more than there are pairs of answers (Korn
 * and Graubard 1998, "Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data", Survey Methodology 24, p. 193-201). Unlike an interval of
 * plus and minus standard errors it does not shrink to a point where no disagreement was seen.
 */
public final class KappaInterval {

  private static final int HALVINGS = 60;

  private final double estimate;
  private final double prevalence;
  private final double centre;
  private final double items;

  /**
   * The intervals of a binary kappa, at any level.
   *
   * @param prevalence share of positive answers, 0 to 1
   * @param comparisons pairs of answers that were compared
   * @param groups how many groups take part
   */
  KappaInterval(GroupStatistic kappa, double prevalence, double comparisons, int groups) {
    this.estimate = kappa.estimate();
    this.prevalence = prevalence;
    this.centre = Math.max(estimate, lowest());
    this.items =
        groups < 2
            ? Double.NaN
            : effectiveItems(
                variance(centre), new Jackknife(kappa).standardError(), groups, comparisons);
  }

  /**
   * The interval of Cohen's, Fleiss' or Krippendorff's figure of these ratings' decided answers.
   *
   * @param kappa the figure over the same groups
   * @param level in (0, 1)
   */
  public static Interval of(Ratings ratings, GroupStatistic kappa, double level) {
    return new KappaInterval(
            kappa, ratings.positiveShare(), ratings.comparisons(), ratings.doubledGroups())
        .at(level);
  }

  /** The two-sided interval, {@code level} in (0, 1); bounds NaN where there is one group only. */
  Interval at(double level) {
    if (Double.isNaN(estimate) || !(prevalence > 0 && prevalence < 1)) {
      return Interval.UNDEFINED;
    }
    if (Double.isNaN(items)) {
      return new Interval(estimate, Double.NaN, Double.NaN);
    }
    double z = Normal.quantile(0.5 + level / 2);
    DoubleUnaryOperator misfit =
        kappa -> (centre - kappa) * (centre - kappa) - z * z * variance(kappa) / items;
    return new Interval(
        estimate,
        Math.min(estimate, bound(misfit, lowest())),
        Math.max(estimate, bound(misfit, 1)));
  }

  private double lowest() {
    return -Math.min(prevalence / (1 - prevalence), (1 - prevalence) / prevalence);
  }

  /** At either end of the scale the test has no variance: there each group counts as an item. */
  private static double effectiveItems(
      double variance, double standardError, int groups, double comparisons) {
    if (Double.isNaN(standardError)) {
      return 1;
    }
    boolean atAnEnd = !(variance > 1e-9) || standardError == 0;
    double items = atAnEnd ? groups : variance / (standardError * standardError);
    return Math.max(1, Math.min(items, comparisons));
  }

  /** Of the estimate for one item, were kappa the true one: 1 / the test's statistic. */
  private double variance(double kappa) {
    double spread = prevalence * (1 - prevalence);
    double both = prevalence * prevalence + spread * kappa;
    double one = 2 * spread * (1 - kappa);
    double neither = (1 - prevalence) * (1 - prevalence) + spread * kappa;
    return 1 / (spread * spread * (1 / both + 4 / one + 1 / neither));
  }

  /** Where the test begins to reject between the estimate and the end of the scale. */
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
