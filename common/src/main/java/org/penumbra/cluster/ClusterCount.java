package org.penumbra.cluster;

import java.io.Serializable;

/**
 * How many clusters a predicted class gets: one per {@code itemsPerCluster} items, within bounds.
 * The samples that clusters are found and compared on grow with their number.
 *
 * @param itemsPerCluster the mean cluster size aimed at, at least 1
 * @param kMin the fewest clusters, at least 1
 * @param kMax the most clusters, at least {@code kMin}
 */
public record ClusterCount(int itemsPerCluster, int kMin, int kMax) implements Serializable {

  /** One more than the 39 under which FAISS warns that centroids rest on too little. */
  private static final int FITTED_PER_CLUSTER = 40;

  private static final int EDGES_PER_CLUSTER = 20;

  public ClusterCount {
    if (itemsPerCluster < 1 || kMin < 1 || kMax < kMin) {
      throw new IllegalArgumentException(
          "Needs 1 <= itemsPerCluster and 1 <= kMin <= kMax, found %d, %d, %d"
              .formatted(itemsPerCluster, kMin, kMax));
    }
  }

  /** Clusters for a class of that many items: never more than items, 0 for an empty class. */
  public int forClassSize(long items) {
    long wanted = Math.max(kMin, Math.min(kMax, items / itemsPerCluster));
    return (int) Math.min(wanted, items);
  }

  /** Items that k clusters are fitted on: {@value #FITTED_PER_CLUSTER} for each, but a least. */
  public static int fitSample(int clusters, int least) {
    return Math.max(least, FITTED_PER_CLUSTER * clusters);
  }

  /** Items whose edges tell how k clusters overlap others: {@value #EDGES_PER_CLUSTER} for each. */
  public static int edgeSample(int clusters, int least) {
    return Math.max(least, EDGES_PER_CLUSTER * clusters);
  }
}
