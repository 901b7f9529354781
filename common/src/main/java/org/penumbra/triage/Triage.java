package org.penumbra.triage;

import java.io.Serializable;

/**
 * The first tier as it is put to work: what it drops, and how often the audit looks at that.
 *
 * @param model of words
 * @param cut texts that score this or more are kept
 * @param nearCut texts that score this or more, but less than the cut, are near misses
 */
public record Triage(TriageModel model, double cut, double nearCut) implements Serializable {

  /**
   * How many times the common chance a near miss has of being audited: most of the positives that
   * are lost can be expected there.
   */
  public static final int NEAR_WEIGHT = 4;

  /** 0 for a text that is kept, else how many times the common chance it has of being audited. */
  public int auditWeight(double score) {
    if (score >= cut) {
      return 0;
    }
    return score >= nearCut ? NEAR_WEIGHT : 1;
  }
}
