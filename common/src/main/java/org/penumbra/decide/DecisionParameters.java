package org.penumbra.decide;

import org.penumbra.Interval;
import org.penumbra.agree.Replicates;

/**
 * The limits of the stopping rules.
 *
 * @param margin "reached" means: the gap to the experts is below this
 * @param floor expert kappa under this is no ceiling
 * @param maxUnsure a larger share of unsure answers means that the question is unclear
 * @param minDoubled doubled items without which nothing counts as reached
 * @param flatGain a round that gains less is a flat one
 * @param flatBound and two rounds together must be shown to gain less than this
 * @param plannedLooks how many rounds will be judged
 * @param maxAnswers expert answers planned
 */
public record DecisionParameters(
    double margin,
    double floor,
    double maxUnsure,
    int minDoubled,
    double flatGain,
    double flatBound,
    int plannedLooks,
    int maxAnswers) {

  private static final double ERROR_RATE = .05;

  public DecisionParameters {
    if (plannedLooks < 1) {
      throw new IllegalArgumentException("A plan has one look or more, not " + plannedLooks);
    }
  }

  /**
   * The level of each one-sided bound: 1 − .05 / planned looks (Bonferroni), so that a verdict that
   * is wrong in every round is given in any of them with a probability of .05 at most.
   */
  public double level() {
    return 1 - ERROR_RATE / plannedLooks;
  }

  /**
   * A bootstrapped figure with a corrected bound of {@link #level} on either side. There is none
   * (NaN) where more replicates are undefined than may lie beyond it.
   */
  public Interval bounds(Replicates replicates) {
    int all = replicates.defined() + replicates.undefined();
    if (replicates.undefined() > (1 - level()) * all) {
      return new Interval(replicates.estimate(), Double.NaN, Double.NaN);
    }
    return replicates.correctedBounds(level());
  }
}
