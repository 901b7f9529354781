package org.penumbra.score;

/**
 * Where a score stands in a population at its natural prevalence. What is learned from labelled
 * items chosen by any rule is carried over to the population through this.
 */
public interface Percentiles {

  /** The share of the population below a score, ties counted half; within [1/2n, 1 - 1/2n]. */
  double of(double score);

  /**
   * The score that is a cut at level q: the share of the population at or above it is 1 - q, or the
   * next larger share where ties make that impossible.
   *
   * @param q in [0, 1]
   */
  double quantile(double q);

  /**
   * The score from which on a share of the population lies: its quantile, or the next higher score
   * where so many have just that one that the share would be more than twice what is wanted, and
   * the next one comes nearer to it, by their ratio. A language model that is sure gives most texts
   * one and the same score.
   *
   * @param share in (0, 1)
   */
  double cut(double share);

  /** Whether a cut above a tie serves better than one below it. */
  static boolean isNearerAbove(double wanted, double below, double above) {
    return below > 2 * wanted && above * below > wanted * wanted;
  }

  /** How many items the population was measured on; it bounds how extreme a percentile can be. */
  int size();
}
