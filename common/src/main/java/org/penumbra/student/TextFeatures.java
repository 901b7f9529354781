package org.penumbra.student;

/**
 * What the n-gram half of a student reads of a text.
 *
 * @param ngrams what is counted
 * @param frequency how counts are weighed
 */
public record TextFeatures(CharacterNgrams ngrams, InverseFrequency frequency) {

  public TextFeatures {
    if (frequency.weights().length != ngrams.places()) {
      throw new IllegalArgumentException(
          "%d weights do not go with %d places"
              .formatted(frequency.weights().length, ngrams.places()));
    }
  }

  /** A text's weighed counts, of unit length. */
  public SparseVector of(String text) {
    return frequency.apply(ngrams.of(text));
  }
}
