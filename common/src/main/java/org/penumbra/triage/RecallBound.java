package org.penumbra.triage;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Bounds of the share of positives that are kept, from a sample in which texts stand for unequal
 * numbers. Each total is taken as gamma distributed with its mean and variance; where a bound needs
 * the greater total, one more positive is added to it, of the greatest weight there is (Fay and
 * Feuer 1997, "Confidence intervals for directly standardized rates: a method based on the gamma
 * distribution", Statistics in Medicine 16). The ratio of two gammas is an F (Fay 1999,
 * "Approximate confidence intervals for rate ratios from directly standardized rates with sparse
 * data", Communications in Statistics 28), and the share a scaled beta.
 *
 * <p>With equal, small probabilities this is Clopper and Pearson's bound (1934) of a binomial share
 * of the positives sampled. Unlike bounds of an effective number of positives it does not take the
 * absence of any among texts that stand for many for a proof.
 */
final class RecallBound {

  private RecallBound() {}

  /**
   * A share that the part's in fact falls short of with probability {@code tail} at most.
   *
   * @param part positives that are kept
   * @param rest positives that are dropped
   * @return in [0, 1]; 0 if no positive was seen in the part
   */
  static double low(PositiveTotal part, PositiveTotal rest, double tail) {
    if (part.total() == 0 || Double.isInfinite(rest.unseen())) {
      return 0;
    }
    return quantile(part, rest.raised(), tail);
  }

  /**
   * A share that the part's in fact exceeds with probability {@code tail} at most.
   *
   * @return in [0, 1]; 1 if no positive was seen in the rest
   */
  static double high(PositiveTotal part, PositiveTotal rest, double tail) {
    return 1 - low(/* part= */ rest, /* rest= */ part, tail);
  }

  private static double quantile(PositiveTotal part, PositiveTotal rest, double p) {
    if (part.variance() == 0 || rest.variance() == 0) {
      double least = quantile(part, p);
      return least / (least + quantile(rest, 1 - p));
    }
    double share = BetaDistribution.of(part.shape(), rest.shape()).inverseCumulativeProbability(p);
    double scaled = share * part.scale();
    return scaled / (scaled + (1 - share) * rest.scale());
  }

  private static double quantile(PositiveTotal total, double p) {
    return total.variance() == 0
        ? total.total()
        : GammaDistribution.of(total.shape(), total.scale()).inverseCumulativeProbability(p);
  }
}
