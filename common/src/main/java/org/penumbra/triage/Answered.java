package org.penumbra.triage;

import java.io.Serializable;

/**
 * A text of a probability sample with its answer.
 *
 * @param positive what a language model or an expert said
 * @param inclusionProbability with which the text came into the sample, in (0, 1]; of two phases,
 *     the product
 * @param occurrences how often the text stands in the corpus, at least 1; recall counts each
 */
public record Answered(boolean positive, double inclusionProbability, long occurrences)
    implements Serializable {

  public Answered {
    if (!(inclusionProbability > 0 && inclusionProbability <= 1) || occurrences < 1) {
      throw new IllegalArgumentException(
          "Impossible inclusion probability or occurrences: %s, %d"
              .formatted(inclusionProbability, occurrences));
    }
  }

  /** What the text stands for in an estimate (Horvitz and Thompson 1952). */
  double weight() {
    return occurrences / inclusionProbability;
  }

  /**
   * What one more text like it would stand for in an upper bound: its occurrences over −ln(1 −
   * inclusion probability). For if D such texts are positive, none of them is in the sample with
   * probability (1 − π)^D. That is the weight where π is small, and 0 where all are in the sample.
   */
  double unseen() {
    return inclusionProbability == 1 ? 0 : -occurrences / Math.log1p(-inclusionProbability);
  }
}
