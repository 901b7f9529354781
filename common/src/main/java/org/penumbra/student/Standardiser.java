package org.penumbra.student;

import java.util.Arrays;

/**
 * Centres vectors on the population's mean and scales them to mean square 1 per coordinate, the
 * same scale for all: (x - mean) / scale. The student's penalty is stated on that scale.
 *
 * @param mean the population's mean vector
 * @param scale root mean square of the centred coordinates, above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardiser(float[] mean, double scale) {

  public Standardiser {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("A scale is positive and finite, not " + scale);
    }
    mean = mean.clone();
  }

  /** Mean and scale of a weighted sample; a sample of one vector keeps scale 1. */
  public static Standardiser of(PoolSample pool) {
    int length = pool.vectors()[0].length;
    double[] sum = new double[length];
    double total = 0;
    for (int i = 0; i < pool.vectors().length; i++) {
      total += pool.weights()[i];
      for (int j = 0; j < length; j++) {
        sum[j] += pool.weights()[i] * pool.vectors()[i][j];
      }
    }
    float[] mean = new float[length];
    for (int j = 0; j < length; j++) {
      mean[j] = (float) (sum[j] / total);
    }
    double square = 0;
    for (int i = 0; i < pool.vectors().length; i++) {
      double distance = 0;
      for (int j = 0; j < length; j++) {
        double centred = (double) pool.vectors()[i][j] - mean[j];
        distance += centred * centred;
      }
      square += pool.weights()[i] * distance;
    }
    double scale = Math.sqrt(square / (total * length));
    return new Standardiser(mean, scale > 0 ? scale : 1);
  }

  /** One vector, standardised. */
  public double[] apply(float[] vector) {
    double[] standard = new double[vector.length];
    for (int j = 0; j < vector.length; j++) {
      standard[j] = ((double) vector[j] - mean[j]) / scale;
    }
    return standard;
  }

  /** The model over raw vectors that equals a linear model over standardised ones. */
  public LinearModel fold(double[] weights, double bias) {
    float[] folded = new float[weights.length];
    double shifted = bias;
    for (int j = 0; j < weights.length; j++) {
      folded[j] = (float) (weights[j] / scale);
      shifted -= (double) folded[j] * mean[j];
    }
    return new LinearModel(folded, shifted);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardiser that
        && scale == that.scale
        && Arrays.equals(mean, that.mean);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Double.hashCode(scale);
  }
}
