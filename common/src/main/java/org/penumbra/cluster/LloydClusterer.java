package org.penumbra.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.penumbra.StableHash;
import org.penumbra.embed.Vectors;

/**
 * Spherical k-means in this process (Dhillon and Modha 2001, Machine Learning 42, section 3): rows
 * go to the most similar centre, a centre is the direction of its rows' sum. First centres by
 * k-means++ (Arthur and Vassilvitskii 2007, SODA, section 2.2): each is a row drawn with a
 * probability in proportion to its distance 1 - cosine from the nearest centre so far, which for
 * unit vectors is half of the squared distance.
 *
 * <p>A centre that loses all rows moves to the row farthest from its own centre.
 *
 * @param iterations the most rounds of assigning rows and moving centres; fewer when nothing moves
 */
public record LloydClusterer(int iterations) implements Clusterer {

  /** Rows closer than this (cosine distance) are the same up to rounding. */
  private static final double SAME = 1e-6;

  @Override
  public Centroids fit(float[][] sample, int k, long seed) {
    Centroids centres = new Centroids(seeds(sample, k, seed));
    int[] before = {};
    for (int iteration = 0; iteration < iterations && sample.length > 0; iteration++) {
      Assignment.Assigned assigned = new Assignment(centres).assign(sample);
      if (Arrays.equals(assigned.clusters(), before)) {
        break;
      }
      before = assigned.clusters();
      centres = new Centroids(means(sample, assigned, centres.count()));
    }
    return centres;
  }

  private static float[][] seeds(float[][] sample, int k, long seed) {
    double[] distances = new double[sample.length];
    Arrays.fill(distances, 1);
    List<float[]> seeds = new ArrayList<>();
    int next = drawn(distances, seed, 0);
    while (next >= 0 && seeds.size() < k) {
      seeds.add(sample[next]);
      for (int i = 0; i < sample.length; i++) {
        double distance = Assignment.distance(Vectors.dot(sample[i], sample[next]));
        distances[i] = Math.min(distances[i], distance < SAME ? 0 : distance);
      }
      next = drawn(distances, seed, seeds.size());
    }
    return seeds.toArray(float[][]::new);
  }

  /** A row by its weight; -1 when all weights are 0. */
  private static int drawn(double[] weights, long seed, int draw) {
    double total = Arrays.stream(weights).sum();
    double left = total * StableHash.unit(seed, "k-means++", Integer.toString(draw));
    int row = -1;
    for (int i = 0; i < weights.length && left >= 0; i++) {
      if (weights[i] > 0) {
        row = i;
        left -= weights[i];
      }
    }
    return row;
  }

  private static float[][] means(float[][] sample, Assignment.Assigned assigned, int count) {
    double[][] sums = new double[count][sample[0].length];
    int[] sizes = new int[count];
    for (int i = 0; i < sample.length; i++) {
      sizes[assigned.clusters()[i]]++;
      double[] sum = sums[assigned.clusters()[i]];
      for (int d = 0; d < sum.length; d++) {
        sum[d] += sample[i][d];
      }
    }
    float[][] means = new float[count][];
    double[] distances = assigned.distances().clone();
    for (int c = 0; c < count; c++) {
      means[c] = sizes[c] > 0 ? Vectors.normalised(sums[c]) : sample[takeFarthest(distances)];
    }
    return means;
  }

  private static int takeFarthest(double[] distances) {
    int farthest = 0;
    for (int i = 1; i < distances.length; i++) {
      farthest = distances[i] > distances[farthest] ? i : farthest;
    }
    distances[farthest] = -1;
    return farthest;
  }
}
