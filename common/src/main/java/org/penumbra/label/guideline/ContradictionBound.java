package org.penumbra.label.guideline;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * What a random part of a finite stratum tells of the whole: the exact upper confidence bound by
 * the hypergeometric distribution (Buonaccorsi 1987), for items drawn without replacement.
 */
final class ContradictionBound {

  private final double level;

  /** A bound at a one-sided level, such as .95. */
  ContradictionBound(double level) {
    this.level = level;
  }

  /**
   * The largest share of the stratum that may be contradicted, in [0, 1].
   *
   * @param items in the stratum
   * @param asked of them, at random
   * @param contradicted of those asked
   */
  double upper(int items, int asked, int contradicted) {
    // All that were not asked may be contradicted at worst; the fewer, the likelier what was seen.
    int low = contradicted;
    int high = items - asked + contradicted;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (plausible(items, middle, asked, contradicted)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return items == 0 ? 0 : (double) low / items;
  }

  /**
   * The smallest part that brings the bound under a limit although some of it are contradicted; the
   * whole stratum if no part does.
   */
  int sample(int items, int contradicted, double limit) {
    int low = Math.min(contradicted, items);
    int high = items;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upper(items, middle, contradicted) < limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  private boolean plausible(int items, int bad, int asked, int contradicted) {
    return HypergeometricDistribution.of(items, bad, asked).cumulativeProbability(contradicted)
        > 1 - level;
  }
}
