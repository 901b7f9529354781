package org.penumbra.triage;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.penumbra.Interval;

/**
 * Bounds of the share of positives that are kept, from a sample in which texts stand for unequal
 * numbers. Each total is taken as gamma distributed with its mean and variance; where a bound needs
 * the greater total, one more positive is added to it, of the greatest weight there is (Fay and
 * Feuer 1997, "Confidence intervals for directly standardized rates: a method based on the gamma
 * distribution", Statistics in Medicine 16). The ratio of two gammas is an F (Fay 1999,
 * "Approximate confidence intervals for rate ratios from directly standardized rates with sparse
 * data", Communications in Statistics 28), and the share a scaled beta.
 *
 * <p>With equal, small probabilities these are Clopper and Pearson's bounds (1934) of a binomial
 * share of the positives sampled, or their mid-P version. Unlike bounds of an effective number of
 * positives they do not take the absence of any among texts that stand for many for a proof.
 */
final class RecallBound {

  private static final int BISECTIONS = 50;

  private RecallBound() {}

  /**
   * A share that the part's in fact falls short of with probability {@code tail} at most.
   *
   * @param part positives that are kept
   * @param rest positives that are dropped
   * @return in [0, 1]; 0 if no positive was seen in the part
   */
  static double low(PositiveTotal part, PositiveTotal rest, double tail) {
    return quantile(share -> cumulative(part, rest.raised(), share), tail);
  }

  /**
   * The share with a two-sided interval that leaves out the truth with probability 1 − level, near
   * enough: the mid-P version, which lies halfway between one that counts one more positive among
   * the rest and one that counts it in the part (Fay and Kim 2017, "Confidence intervals for
   * directly standardized rates using mid-p gamma intervals", Biometrical Journal 59).
   *
   * @return undefined if no positive was seen
   */
  static Interval interval(PositiveTotal part, PositiveTotal rest, double level) {
    double all = part.total() + rest.total();
    if (all == 0) {
      return Interval.UNDEFINED;
    }
    DoubleUnaryOperator middle =
        share ->
            (cumulative(part, rest.raised(), share) + cumulative(part.raised(), rest, share)) / 2;
    double tail = (1 - level) / 2;
    return new Interval(part.total() / all, quantile(middle, tail), quantile(middle, 1 - tail));
  }

  /** The probability that the part's share is at most so great, which is in (0, 1). */
  private static double cumulative(PositiveTotal part, PositiveTotal rest, double share) {
    if (part.total() == 0 || Double.isInfinite(rest.total())) {
      return 1;
    }
    if (rest.total() == 0 || Double.isInfinite(part.total())) {
      return 0;
    }
    double odds = share / (1 - share);
    if (part.variance() == 0) {
      return 1 - cumulative(rest, part.total() / odds);
    }
    if (rest.variance() == 0) {
      return cumulative(part, rest.total() * odds);
    }
    double scaled = odds * rest.scale() / part.scale();
    return BetaDistribution.of(part.shape(), rest.shape())
        .cumulativeProbability(scaled / (1 + scaled));
  }

  private static double cumulative(PositiveTotal total, double value) {
    if (total.variance() == 0) {
      return total.total() <= value ? 1 : 0;
    }
    return GammaDistribution.of(total.shape(), total.scale()).cumulativeProbability(value);
  }

  private static double quantile(DoubleUnaryOperator cumulative, double p) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      if (cumulative.applyAsDouble(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    // Bounds that nothing stops are the ends themselves.
    return low == 0 ? 0 : high == 1 ? 1 : (low + high) / 2;
  }
}
