package org.penumbra.triage;

/** A sample of some part of the corpus, summed up, so that it need not be held text by text. */
public final class Audited {

  private final long texts;
  private final PositiveTotal positives;

  private Audited(long texts, PositiveTotal positives) {
    this.texts = texts;
    this.positives = positives;
  }

  /** Nothing yet. */
  public static Audited nothing() {
    return new Audited(0, PositiveTotal.NONE);
  }

  /** With some texts that are alike in answer, probability and occurrences. */
  public Audited and(Answered alike, long number) {
    return new Audited(texts + number, positives.and(alike, number));
  }

  long texts() {
    return texts;
  }

  PositiveTotal positives() {
    return positives;
  }
}
