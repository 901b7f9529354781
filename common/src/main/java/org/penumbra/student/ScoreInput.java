package org.penumbra.student;

import java.io.Serializable;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.Vectors;
import org.penumbra.score.Logit;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.WeightedAuc;
import org.penumbra.score.WeightedPercentiles;

/**
 * How a student reads a model's score beside the vectors. The score lies in no direction of theirs,
 * so it is given a coordinate of its own: the log-odds of its percentile in the pool, scaled to
 * vary as much as the others do on average. Like the few-shot direction it is thus read in the
 * vector and as an input of its own.
 *
 * @param percentiles of the model's scores in the pool
 * @param unit what one of the log-odds counts in the coordinate, at least 0
 */
public record ScoreInput(PercentileTable percentiles, double unit) implements Serializable {

  /** A model's score is left out only where the area under its ROC curve is less for certain. */
  private static final double LEAST_AREA = .6;

  /**
   * Measured on a sample of the pool.
   *
   * @param scores of its items
   * @param weights items each one stands for
   * @param mean of the pool's unit vectors
   */
  public static ScoreInput of(double[] scores, double[] weights, float[] mean) {
    PercentileTable percentiles = PercentileTable.of(new WeightedPercentiles(scores, weights));
    // Unit vectors lie about their mean at a mean square distance of 1 - |mean|².
    double variance = Math.max(0, 1 - Vectors.dot(mean, mean)) / mean.length;
    double spread = variance(percentiles, scores, weights);
    return new ScoreInput(percentiles, spread == 0 ? 0 : Math.sqrt(variance / spread));
  }

  /** Of the log-odds in the pool; far less where scores are ties than where all differ. */
  private static double variance(PercentileTable percentiles, double[] scores, double[] weights) {
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < scores.length; i++) {
      double odds = Logit.of(percentiles.of(scores[i]));
      total += weights[i];
      sum += weights[i] * odds;
      squares += weights[i] * odds * odds;
    }
    return Math.max(0, squares / total - sum * sum / (total * total));
  }

  /** Whether labels show that the score is worth nothing; none or all alike show nothing. */
  public static boolean refutedBy(WeightedAuc labels) {
    return labels.upperBound() < LEAST_AREA;
  }

  /** A vector of d numbers with the score as one more. */
  public float[] beside(float[] vector, double score) {
    float[] read = new float[vector.length + 1];
    append(vector, 0, vector.length, coordinate(score), read, 0);
    return read;
  }

  /** A text's vectors with the score as one more number of each. */
  public EncodedText beside(EncodedText encoded, double score) {
    float[] windows = encoded.windows();
    if (windows == null) {
      return new EncodedText(beside(encoded.vector(), score), null, encoded.truncated());
    }
    int length = encoded.vector().length;
    float coordinate = coordinate(score);
    float[] read = new float[windows.length / length * (length + 1)];
    for (int window = 0; window * length < windows.length; window++) {
      append(windows, window * length, length, coordinate, read, window * (length + 1));
    }
    return new EncodedText(beside(encoded.vector(), score), read, encoded.truncated());
  }

  /** The score's direction among d + 1 numbers, see {@link Standardiser}. */
  public static float[] direction(int vectorLength) {
    float[] direction = new float[vectorLength + 1];
    direction[vectorLength] = 1;
    return direction;
  }

  /** The score's coordinate. */
  public float coordinate(double score) {
    return (float) (unit * Logit.of(percentiles.of(score)));
  }

  private static void append(
      float[] from, int start, int length, float coordinate, float[] to, int at) {
    System.arraycopy(from, start, to, at, length);
    to[at + length] = coordinate;
  }
}
