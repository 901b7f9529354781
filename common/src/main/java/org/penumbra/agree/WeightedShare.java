package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.penumbra.Interval;

/**
 * A share of a population from items that stand for unequal numbers of it, with an interval that
 * does not shrink to nothing where all or none of a few items count: the exact binomial one
 * (Clopper and Pearson 1934) of as many items as would be as precise were all weights equal (Korn
 * and Graubard 1998, "Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data", Survey Methodology 24(2), p. 194). The variance is that of
 * draws with replacement, so the interval is rather too wide than too narrow.
 */
public final class WeightedShare {

  private record Item(double weight, boolean counts) {}

  private final List<Item> items = new ArrayList<>();

  /**
   * Adds an item.
   *
   * @param weight what it stands for, above 0
   */
  public WeightedShare add(double weight, boolean counts) {
    items.add(new Item(weight, counts));
    return this;
  }

  /** How many items there are. */
  public int size() {
    return items.size();
  }

  /** The share, in [0, 1]; NaN without an item. */
  public double estimate() {
    double all = 0;
    double part = 0;
    for (Item item : items) {
      all += item.weight();
      part += item.counts() ? item.weight() : 0;
    }
    return part / all;
  }

  /** The share with its two-sided interval, {@code level} in (0, 1); undefined without an item. */
  public Interval interval(double level) {
    if (items.isEmpty()) {
      return Interval.UNDEFINED;
    }
    double share = estimate();
    double effective = effectiveItems(share);
    double tail = (1 - level) / 2;
    double part = share * effective;
    double rest = effective - part;
    return new Interval(
        share,
        part > 0 ? BetaDistribution.of(part, rest + 1).inverseCumulativeProbability(tail) : 0,
        rest > 0 ? BetaDistribution.of(part + 1, rest).inverseCumulativeProbability(1 - tail) : 1);
  }

  private double effectiveItems(double share) {
    double sum = 0;
    double squares = 0;
    double spread = 0;
    for (Item item : items) {
      double apart = item.weight() * ((item.counts() ? 1 : 0) - share);
      sum += item.weight();
      squares += item.weight() * item.weight();
      spread += apart * apart;
    }
    int size = items.size();
    if (spread == 0 || size == 1) {
      return sum * sum / squares;
    }
    double variance = spread / (sum * sum) * size / (size - 1);
    return Math.min(size, share * (1 - share) / variance);
  }
}
