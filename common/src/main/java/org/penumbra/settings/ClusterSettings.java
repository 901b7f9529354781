package org.penumbra.settings;

/**
 * Clusters per predicted class and where they overlap.
 *
 * @param positiveItemsPerCluster predicted positives per cluster
 * @param negativeItemsPerCluster predicted negatives per cluster
 * @param kMin fewest clusters per class
 * @param kMax most clusters per class
 * @param fitSample fewest items per class that k-means is fitted on
 * @param iterations most k-means iterations
 * @param edgeSample fewest items whose edges estimate overlap
 * @param edgeNeighbours edges per sampled item
 * @param minLift edges over those expected by chance, at least 0
 * @param minEdges fewest edges of an overlap
 */
public record ClusterSettings(
    int positiveItemsPerCluster,
    int negativeItemsPerCluster,
    int kMin,
    int kMax,
    int fitSample,
    int iterations,
    int edgeSample,
    int edgeNeighbours,
    double minLift,
    int minEdges) {

  static ClusterSettings read(SettingsReader reader) {
    ClusterSettings cluster =
        new ClusterSettings(
            reader.atLeast(1, "cluster.positive-items-per-cluster"),
            reader.atLeast(1, "cluster.negative-items-per-cluster"),
            reader.atLeast(1, "cluster.k-min"),
            reader.atLeast(1, "cluster.k-max"),
            reader.atLeast(1, "cluster.fit-sample"),
            reader.atLeast(1, "cluster.iterations"),
            reader.atLeast(1, "cluster.edge-sample"),
            reader.atLeast(1, "cluster.edge-neighbours"),
            reader.notNegative("cluster.min-lift"),
            reader.atLeast(1, "cluster.min-edges"));
    if (cluster.kMin > cluster.kMax) {
      reader.conflict(
          "cluster.k-min " + cluster.kMin + " is above cluster.k-max " + cluster.kMax,
          "cluster.k-min",
          "cluster.k-max");
    }
    return cluster;
  }
}
