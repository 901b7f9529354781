package org.penumbra.student;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.penumbra.StableHash;

/** Made vectors with known labels: unit vectors that share a direction, as embeddings do. */
final class Made {

  private final float[][] vectors;
  private final int[] labels;

  /** Items of which a share is positive: the highest along a hidden direction, plus noise. */
  Made(int size, int length, double positiveShare, double noise, long seed) {
    Random random = new Random(StableHash.bits(seed, "made", "vectors"));
    double[] direction = gaussian(random, length);
    double[] common = gaussian(random, length);
    vectors = new float[size][length];
    double[] truth = new double[size];
    for (int i = 0; i < size; i++) {
      double[] x = gaussian(random, length);
      double norm = 0;
      for (int j = 0; j < length; j++) {
        x[j] = x[j] / Math.sqrt(1 + 0.05 * j) + common[j];
        truth[i] += x[j] * direction[j];
        norm += x[j] * x[j];
      }
      truth[i] += noise * Math.sqrt(length) * random.nextGaussian();
      for (int j = 0; j < length; j++) {
        vectors[i][j] = (float) (x[j] / Math.sqrt(norm));
      }
    }
    double[] sorted = truth.clone();
    java.util.Arrays.sort(sorted);
    double cut = sorted[size - (int) Math.round(size * positiveShare)];
    labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = truth[i] >= cut ? 1 : 0;
    }
  }

  /** The items at some positions, each its own group. */
  TrainingSet items(List<Integer> positions) {
    List<String> ids = new ArrayList<>();
    float[][] chosen = new float[positions.size()][];
    int[] answers = new int[positions.size()];
    for (int k = 0; k < positions.size(); k++) {
      ids.add("item-%05d".formatted(positions.get(k)));
      chosen[k] = vectors[positions.get(k)];
      answers[k] = labels[positions.get(k)];
    }
    return new TrainingSet(ids, ids, chosen, answers);
  }

  /** The first items, each its own group. */
  TrainingSet items(int count) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(i);
    }
    return items(positions);
  }

  /** All items, each of weight 1. */
  PoolSample pool() {
    List<String> ids = new ArrayList<>();
    double[] weights = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      ids.add("item-%05d".formatted(i));
      weights[i] = 1;
    }
    return new PoolSample(ids, vectors, weights);
  }

  private static double[] gaussian(Random random, int length) {
    double[] x = new double[length];
    for (int j = 0; j < length; j++) {
      x[j] = random.nextGaussian();
    }
    return x;
  }
}
