package org.penumbra.student;

import java.io.Serializable;
import java.util.Collection;

/**
 * What the n-gram half of a student reads of a text.
 *
 * @param ngrams what is counted
 * @param frequency how counts are weighed
 */
public record TextFeatures(CharacterNgrams ngrams, InverseFrequency frequency)
    implements Serializable {

  public TextFeatures {
    if (frequency.weights().length != ngrams.places()) {
      throw new IllegalArgumentException(
          "%d weights do not go with %d places"
              .formatted(frequency.weights().length, ngrams.places()));
    }
  }

  /**
   * Weighed as a sample of the population says.
   *
   * @param counts of the sample's texts
   * @param itemWeights what each of them stands for
   */
  public static TextFeatures of(
      CharacterNgrams ngrams, Collection<SparseVector> counts, double[] itemWeights) {
    return new TextFeatures(ngrams, InverseFrequency.of(counts, itemWeights, ngrams.places()));
  }

  /** A text's weighed counts, of unit length. */
  public SparseVector of(String text) {
    return frequency.apply(ngrams.of(text));
  }
}
