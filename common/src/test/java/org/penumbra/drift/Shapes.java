package org.penumbra.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.penumbra.embed.Vectors;

/** Made clouds of unit vectors. */
final class Shapes {

  private static final int DIMENSION = 16;

  private Shapes() {}

  /** So many vectors around a few broad centres. */
  static float[][] broad(int items, SplittableRandom random) {
    float[][] vectors = new float[items][];
    for (int i = 0; i < items; i++) {
      vectors[i] = around(random.nextInt(4), 1.2, random);
    }
    return vectors;
  }

  /** So many vectors close to one of the axes that {@link #broad} does not use. */
  static float[][] tight(int items, SplittableRandom random) {
    float[][] vectors = new float[items][];
    for (int i = 0; i < items; i++) {
      vectors[i] = around(10, .1, random);
    }
    return vectors;
  }

  private static float[] around(int axis, double spread, SplittableRandom random) {
    double[] vector = new double[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      double sum = -6;
      for (int k = 0; k < 12; k++) {
        sum += random.nextDouble();
      }
      vector[d] = spread * sum / 4 + (d == axis ? 1 : 0);
    }
    return Vectors.normalised(vector);
  }

  /** The items of two clouds, each alone in its group; scores are the first coordinate. */
  static DriftItems items(float[][] reference, float[][] snapshot, AuditRates rates) {
    float[][] all = Arrays.copyOf(reference, reference.length + snapshot.length);
    System.arraycopy(snapshot, 0, all, reference.length, snapshot.length);
    double[] scores = new double[all.length];
    double[] percentiles = new double[all.length];
    int[] clusters = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      scores[i] = all[i][0];
      percentiles[i] = (1 + scores[i]) / 2;
      for (int axis = 1; axis < 4; axis++) {
        clusters[i] = all[i][axis] > all[i][clusters[i]] ? axis : clusters[i];
      }
    }
    return new DriftItems(
        TwoSamples.of(
            Arrays.asList(new String[reference.length]),
            Arrays.asList(new String[snapshot.length])),
        scores,
        percentiles,
        .5,
        clusters,
        4,
        all,
        DriftItems.neighbours(all, all),
        rates);
  }
}
