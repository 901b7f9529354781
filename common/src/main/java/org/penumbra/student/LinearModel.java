package org.penumbra.student;

import java.util.Arrays;
import org.penumbra.embed.EncodedText;

/**
 * A linear head: a weight per coordinate.
 *
 * @param weights one per coordinate
 * @param bias log-odds at the zero vector
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinearModel(float[] weights, double bias) implements HeadModel {

  public LinearModel {
    weights = weights.clone();
  }

  /** The model of all coordinates but the last. */
  public LinearModel leading() {
    return new LinearModel(Arrays.copyOf(weights, weights.length - 1), bias);
  }

  /** The last coordinate's weight. */
  public double last() {
    return weights[weights.length - 1];
  }

  @Override
  public double score(float[] vector) {
    if (vector.length != weights.length) {
      throw new IllegalArgumentException(
          "The model reads vectors of " + weights.length + ", not " + vector.length);
    }
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += (double) weights[j] * vector[j];
    }
    return sum + bias;
  }

  @Override
  public double score(EncodedText text) {
    return text.windows() == null ? score(text.vector()) : text.max(weights) + bias;
  }

  @Override
  public LinearModel scaled(double mean, double factor) {
    float[] scaled = new float[weights.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = (float) (weights[j] * factor);
    }
    return new LinearModel(scaled, (bias - mean) * factor);
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearModel model
        && Double.compare(bias, model.bias) == 0
        && Arrays.equals(weights, model.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Double.hashCode(bias);
  }
}
