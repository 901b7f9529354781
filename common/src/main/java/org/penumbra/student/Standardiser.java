package org.penumbra.student;

import java.util.Arrays;
import org.penumbra.embed.Vectors;

/**
 * Centres vectors on the population's mean and scales them to a mean square length of {@value
 * #SQUARE_LENGTH}, whatever their number of coordinates: (x - mean) / scale. The student's penalty
 * is stated on that scale, and so means the same for every encoder.
 *
 * <p>Where there is a direction that already tells positives from negatives, such as the few-shot
 * score's, how far a vector lies in it is one more input, of mean 0 and mean square 1. A linear
 * model of it is one of the vector too; only the penalty sees it apart, and finds it cheap to use.
 *
 * @param mean the population's mean vector
 * @param scale root mean square of the centred coordinates, above 0
 * @param direction a unit vector, or of length 0 for none
 * @param directionScale root mean square of the centred vectors' products with it, above 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Standardiser(float[] mean, double scale, float[] direction, double directionScale) {

  /** With 384 coordinates, those of the built-in encoders, a mean square of 1 in each. */
  private static final double SQUARE_LENGTH = 384;

  private static final float[] NO_DIRECTION = {};

  public Standardiser {
    requireScale(scale);
    requireScale(directionScale);
    mean = mean.clone();
    direction = direction.clone();
  }

  /** Without a direction. */
  public Standardiser(float[] mean, double scale) {
    this(mean, scale, NO_DIRECTION, 1);
  }

  /** Mean and scale of a weighted sample; a sample of one vector keeps scale 1. */
  public static Standardiser of(PoolSample pool) {
    return of(pool, NO_DIRECTION);
  }

  /** The same, with a direction as one more input. */
  public static Standardiser of(PoolSample pool, float[] direction) {
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
    double alongSquare = 0;
    for (int i = 0; i < pool.vectors().length; i++) {
      double distance = 0;
      for (int j = 0; j < length; j++) {
        double centred = (double) pool.vectors()[i][j] - mean[j];
        distance += centred * centred;
      }
      square += pool.weights()[i] * distance;
      double along = along(pool.vectors()[i], mean, direction);
      alongSquare += pool.weights()[i] * along * along;
    }
    double scale = Math.sqrt(square / (total * SQUARE_LENGTH));
    double directionScale = Math.sqrt(alongSquare / total);
    return new Standardiser(
        mean, scale > 0 ? scale : 1, direction, directionScale > 0 ? directionScale : 1);
  }

  /** How many numbers {@link #apply} gives. */
  int inputs() {
    return mean.length + (direction.length == 0 ? 0 : 1);
  }

  /** The means of the numbers that are standardised: the vector's, and that in the direction. */
  double[] inputMeans() {
    double[] means = new double[inputs()];
    for (int j = 0; j < mean.length; j++) {
      means[j] = mean[j];
    }
    if (direction.length > 0) {
      means[mean.length] = Vectors.dot(mean, direction);
    }
    return means;
  }

  /** Their scales. */
  double[] inputScales() {
    double[] scales = new double[inputs()];
    Arrays.fill(scales, scale);
    if (direction.length > 0) {
      scales[mean.length] = directionScale;
    }
    return scales;
  }

  /** One vector, standardised. */
  public double[] apply(float[] vector) {
    double[] standard = new double[inputs()];
    for (int j = 0; j < mean.length; j++) {
      standard[j] = ((double) vector[j] - mean[j]) / scale;
    }
    if (direction.length > 0) {
      standard[mean.length] = along(vector, mean, direction) / directionScale;
    }
    return standard;
  }

  /** The model over raw vectors that equals a linear model over standardised ones. */
  public LinearModel fold(double[] weights, double bias) {
    float[] folded = new float[mean.length];
    double shifted = bias;
    for (int j = 0; j < folded.length; j++) {
      double ofDirection =
          direction.length == 0 ? 0 : weights[mean.length] * direction[j] / directionScale;
      folded[j] = (float) (weights[j] / scale + ofDirection);
      shifted -= (double) folded[j] * mean[j];
    }
    return new LinearModel(folded, shifted);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] direction() {
    return direction.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardiser that
        && scale == that.scale
        && directionScale == that.directionScale
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(direction, that.direction);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Double.hashCode(scale);
  }

  private static double along(float[] vector, float[] mean, float[] direction) {
    return direction.length == 0
        ? 0
        : Vectors.dot(vector, direction) - Vectors.dot(mean, direction);
  }

  private static void requireScale(double scale) {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("A scale is positive and finite, not " + scale);
    }
  }
}
