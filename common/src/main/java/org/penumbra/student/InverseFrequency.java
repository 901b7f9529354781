package org.penumbra.student;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Weighs counts by how rare they are in the population, and brings them to unit length: (1 + ln
 * count) x (1 + ln((1 + N) / (1 + n))), where n of the population's N texts have the place (Salton
 * and Buckley 1988, "Term-weighting approaches in automatic text retrieval", Information Processing
 * and Management 24(5); smoothed as in scikit-learn).
 *
 * @param weights one per place
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
public record InverseFrequency(
    @JsonSerialize(using = PackedFloats.Writer.class)
        @JsonDeserialize(using = PackedFloats.Reader.class)
        float[] weights)
    implements Serializable {

  /** Weights from a sample of the population, each of whose texts stands for as many as any. */
  public static InverseFrequency of(Collection<SparseVector> counts, int places) {
    double[] ones = new double[counts.size()];
    Arrays.fill(ones, 1);
    return of(counts, ones, places);
  }

  /**
   * Weights from a sample whose texts stand for unequal numbers of texts.
   *
   * @param itemWeights what each text stands for; brought to mean 1, so that N is the number of
   *     texts that were seen
   */
  public static InverseFrequency of(
      Collection<SparseVector> counts, double[] itemWeights, int places) {
    double total = 0;
    for (double weight : itemWeights) {
      total += weight;
    }
    double[] texts = new double[places];
    int item = 0;
    for (SparseVector text : counts) {
      double weight = itemWeights[item++] * (counts.size() / total);
      for (int place : text.indices()) {
        texts[place] += weight;
      }
    }
    float[] weights = new float[places];
    for (int place = 0; place < places; place++) {
      weights[place] = (float) (1 + Math.log((1.0 + counts.size()) / (1.0 + texts[place])));
    }
    return new InverseFrequency(weights);
  }

  /** Counts, weighed and brought to unit length; a text without n-grams stays zero. */
  public SparseVector apply(SparseVector counts) {
    double[] wide = new double[counts.indices().length];
    double squares = 0;
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (1 + Math.log(counts.values()[i])) * weights[counts.indices()[i]];
      squares += wide[i] * wide[i];
    }
    double length = Math.sqrt(squares);
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (wide[i] / length);
    }
    return new SparseVector(counts.indices(), values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InverseFrequency that && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }
}
