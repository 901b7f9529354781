package org.penumbra.bench;

import java.util.SplittableRandom;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;

/** Assigning vectors to their nearest centroids. */
final class AssignBenchmark implements Benchmark {

  private static final int DIMENSION = 384;
  private static final int CENTROIDS = 1000;
  private static final int BLOCK = 1024;
  private static final int ITEMS = 100_000;

  @Override
  public String name() {
    return "assign";
  }

  @Override
  public String title() {
    return "k-means: assigning items to centroids";
  }

  @Override
  public ResultTable run(BenchInput input) {
    int items = input.items().orElse(ITEMS);
    float[][] block = vectors(BLOCK, 1);
    Assignment assignment = new Assignment(new Centroids(vectors(CENTROIDS, 2)));
    int blocks = Math.max(1, items / BLOCK);
    assignment.assign(block);
    long start = System.nanoTime();
    for (int i = 0; i < blocks; i++) {
      assignment.assign(block);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double products = 2.0 * blocks * BLOCK * CENTROIDS * DIMENSION;
    return new ResultTable("items", "seconds", "GFLOP/s on one core")
        .row(
            String.format("%,d", blocks * BLOCK),
            String.format("%.1f", seconds),
            String.format("%.1f", products / seconds / 1e9));
  }

  private static float[][] vectors(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] vectors = new float[count][DIMENSION];
    for (float[] vector : vectors) {
      double norm = 0;
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) (random.nextDouble() - 0.5);
        norm += vector[i] * vector[i];
      }
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] /= (float) Math.sqrt(norm);
      }
    }
    return vectors;
  }
}
