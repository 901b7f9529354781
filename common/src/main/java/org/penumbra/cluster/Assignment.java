package org.penumbra.cluster;

/**
 * Puts rows into the cluster whose centroid is nearest by cosine, equal ones into the lower
 * cluster. Centroids are scaled to unit length first.
 */
public final class Assignment {

  private final Centroids centroids;

  /** For the clusters of one predicted class, at least one. */
  public Assignment(Centroids centroids) {
    if (centroids.count() == 0) {
      throw new IllegalArgumentException("Needs at least one centroid");
    }
    this.centroids = centroids.normalised();
  }

  /** Assigns unit vectors; the result has one entry per row. */
  public Assigned assign(float[][] rows) {
    NearestRows nearest = NearestRows.search(rows, centroids.rows(), 1);
    int[] clusters = new int[rows.length];
    double[] distances = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      clusters[i] = nearest.rows()[i][0];
      distances[i] = distance(nearest.similarities()[i][0]);
    }
    return new Assigned(clusters, distances);
  }

  /** Cosine distance, 1 - similarity, held within [0, 2] against rounding. */
  static double distance(float similarity) {
    return Math.max(0, Math.min(2, 1 - (double) similarity));
  }

  /**
   * Where rows went.
   *
   * @param clusters cluster numbers, from 0
   * @param distances cosine distance to the own centroid, 1 - similarity, in [0, 2]
   */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
  public record Assigned(int[] clusters, double[] distances) {}
}
