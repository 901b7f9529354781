package org.penumbra.label.guideline;

import java.util.Locale;

/**
 * The labels of one version and one side, and whether they still hold under the guideline as it is
 * now.
 *
 * @param guidelineVersion under which they were given
 * @param label 0 or 1
 * @param items how many there are, evaluation items not counted
 * @param sample how many of them, drawn at random, are to be asked again
 * @param asked how many of the sample were, and were answered, by now
 * @param contradicted how many of those did not come out the same; a tie is a contradiction too
 * @param upperBound of the share of the stratum that would be contradicted, one-sided 95 %
 * @param state what follows
 */
public record CarriedStratum(
    String guidelineVersion,
    int label,
    int items,
    int sample,
    int asked,
    int contradicted,
    double upperBound,
    State state) {

  /** How it stands, as a phrase for people. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "of %d %s labels of version '%s', %d of a sample of %d were asked again and %d contradicted"
            + " (at most %.1f %%): %s",
        items,
        label == 1 ? "positive" : "negative",
        guidelineVersion,
        asked,
        sample,
        contradicted,
        100 * upperBound,
        state.wireName());
  }

  /** What becomes of a stratum's labels. */
  public enum State {
    /** Not all of the sample has been asked again. */
    OPEN,
    /** They count under the new guideline too. */
    CARRIED,
    /** They count no longer. */
    LEFT,
    /** All of them were asked again: there is nothing to carry. */
    RENEWED;

    /** The name as it stands in datasets. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
