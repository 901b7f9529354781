package org.penumbra.cluster;

/** Finds centroids in a bounded sample of one predicted class. */
public interface Clusterer {

  /**
   * Fits centroids.
   *
   * @param sample unit vectors, sorted by item id by the caller, since results may depend on order
   * @param k the number of clusters wanted, at least 1
   * @param seed makes the fit repeatable
   * @return at least one centroid when the sample is not empty; fewer than {@code k} when the
   *     sample has fewer distinct rows
   */
  Centroids fit(float[][] sample, int k, long seed);
}
