package org.penumbra.student;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A linear model of weighed n-gram counts.
 *
 * @param weights one per place
 * @param bias log-odds at the zero vector
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
public record NgramModel(
    @JsonSerialize(using = PackedFloats.Writer.class)
        @JsonDeserialize(using = PackedFloats.Reader.class)
        float[] weights,
    double bias)
    implements Serializable {

  /** The score of a text's weighed counts: log-odds under the training labels' mix. */
  public double score(SparseVector counts) {
    return counts.dot(weights) + bias;
  }

  /** The scores of many texts. */
  double[] scores(SparseVector[] counts) {
    double[] scores = new double[counts.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(counts[i]);
    }
    return scores;
  }

  /** The model whose score is (score - mean) x factor. */
  NgramModel scaled(double mean, double factor) {
    float[] scaled = new float[weights.length];
    for (int place = 0; place < scaled.length; place++) {
      scaled[place] = (float) (weights[place] * factor);
    }
    return new NgramModel(scaled, (bias - mean) * factor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NgramModel that
        && Double.compare(bias, that.bias) == 0
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Double.hashCode(bias);
  }
}
