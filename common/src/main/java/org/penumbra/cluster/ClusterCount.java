package org.penumbra.cluster;

import java.io.Serializable;

/**
 * How many clusters a predicted class gets: one per {@code itemsPerCluster} items, within bounds.
 *
 * @param itemsPerCluster the mean cluster size aimed at, at least 1
 * @param kMin the fewest clusters, at least 1
 * @param kMax the most clusters, at least {@code kMin}
 */
public record ClusterCount(int itemsPerCluster, int kMin, int kMax) implements Serializable {

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
}
