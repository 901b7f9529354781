package org.penumbra.study;

import java.util.Locale;

/** What is measured of a play. */
public enum Metric {
  /** Cohen's kappa on the test set, cut where the play's own estimate of prevalence says. */
  KAPPA,
  /** The same, cut for the test set's true prevalence: what a better estimate could gain. */
  KAPPA_TRUE_PREVALENCE,
  /** The same at the best cut in hindsight. */
  KAPPA_BEST_CUT,
  /** Average precision on the test set. */
  AVERAGE_PRECISION,
  /** Prevalence as the play estimates it. */
  PREVALENCE,
  /** Positives among the labels. */
  POSITIVES,
  /** Items of the pool; stands once a draw, under the strategy "corpus". */
  POOL_ITEMS;

  /** As the dataset spells it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
