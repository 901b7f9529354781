package org.penumbra.decide;

import java.util.Locale;

/** What to do after a round, in the order in which the rules are tried. */
public enum Verdict {
  /** The experts disagree too much to be a ceiling: mend the guideline first. */
  LABELS_TOO_NOISY,
  /** The model agrees with the experts nearly as well as they do with one another. */
  REACHED,
  /** More labels no longer help. */
  FLAT,
  /** The answers planned are spent. */
  OUT_OF_BUDGET,
  /** It may be reached, but too few doubled items say so: double more items. */
  NOT_ENOUGH_EVIDENCE,
  /** Another round. */
  GO_ON;

  /** The name in datasets. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the loop ends here. */
  public boolean stops() {
    return compareTo(OUT_OF_BUDGET) <= 0;
  }
}
