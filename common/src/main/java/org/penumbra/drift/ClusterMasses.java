package org.penumbra.drift;

/**
 * Pearson's chi-square of homogeneity (1911) of how the two samples fall into clusters. Its
 * distribution comes from dealing anew, so small clusters do no harm.
 */
final class ClusterMasses implements TwoSampleStatistic {

  private final int[] clusters;
  private final int[] sizes;

  /**
   * @param clusters of all items, from 0
   * @param count clusters there are
   */
  ClusterMasses(int[] clusters, int count) {
    this.clusters = clusters.clone();
    this.sizes = new int[count];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
  }

  @Override
  public double of(byte[] inSnapshot, int snapshotItems) {
    double sum = 0;
    for (double deviation : deviations(inSnapshot, snapshotItems)) {
      sum += deviation * deviation;
    }
    return sum;
  }

  /** The greatest deviation of a single cluster, by which those that changed are named. */
  double greatest(byte[] inSnapshot, int snapshotItems) {
    double greatest = 0;
    for (double deviation : deviations(inSnapshot, snapshotItems)) {
      greatest = Math.max(greatest, Math.abs(deviation));
    }
    return greatest;
  }

  /**
   * By how many standard deviations each cluster has more of the snapshot's items than its share; 0
   * for an empty one. Their squares add up to the chi-square, the cells of both samples included.
   */
  double[] deviations(byte[] inSnapshot, int snapshotItems) {
    int[] counts = counts(inSnapshot);
    double share = (double) snapshotItems / clusters.length;
    double[] deviations = new double[sizes.length];
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      double expected = share * sizes[cluster];
      deviations[cluster] =
          expected == 0 || share == 1
              ? 0
              : (counts[cluster] - expected) / Math.sqrt(expected * (1 - share));
    }
    return deviations;
  }

  /** Items of the snapshot in each cluster. */
  int[] counts(byte[] inSnapshot) {
    int[] counts = new int[sizes.length];
    for (int item = 0; item < clusters.length; item++) {
      counts[clusters[item]] += inSnapshot[item];
    }
    return counts;
  }

  /** Items of both in a cluster. */
  int size(int cluster) {
    return sizes[cluster];
  }
}
