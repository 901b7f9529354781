package org.penumbra.cluster;

import java.util.Comparator;
import java.util.List;

/**
 * Where the nearest-neighbour edges of one predicted class's sampled items end among the clusters
 * of the other class. Each sampled item has the same number of edges, to its nearest sampled items
 * of the other class.
 */
public final class NeighbourEdges {

  private final int edgesPerItem;
  private final long[] sources;
  private final long[] targets;
  private final long allTargets;
  private final long[][] edges;
  private final double[][] squares;

  private NeighbourEdges(int edgesPerItem, long[] sources, long[] targets, long allTargets) {
    this.edgesPerItem = edgesPerItem;
    this.sources = sources;
    this.targets = targets;
    this.allTargets = allTargets;
    this.edges = new long[sources.length][targets.length];
    this.squares = new double[sources.length][targets.length];
  }

  /**
   * Counts edges, whatever the order of the samples. Time is from x to x dimensions: some ten
   * thousand items in all take seconds.
   *
   * @param from sampled items of one class, in {@code fromClusters} clusters
   * @param to sampled items of the other class, in {@code toClusters} clusters
   * @param neighbours edges per item, fewer when {@code to} is smaller
   */
  public static NeighbourEdges count(
      List<SampledItem> from,
      int fromClusters,
      List<SampledItem> to,
      int toClusters,
      int neighbours) {
    List<SampledItem> sources = sorted(from);
    List<SampledItem> targets = sorted(to);
    NeighbourEdges counted =
        new NeighbourEdges(
            Math.min(neighbours, targets.size()),
            sizes(sources, fromClusters),
            sizes(targets, toClusters),
            targets.size());
    NearestRows nearest = NearestRows.search(rows(sources), rows(targets), neighbours);
    for (int i = 0; i < sources.size(); i++) {
      counted.addItem(sources.get(i).cluster(), nearest.rows()[i], targets);
    }
    return counted;
  }

  private void addItem(int source, int[] neighbours, List<SampledItem> sampled) {
    int[] ends = new int[targets.length];
    for (int neighbour : neighbours) {
      ends[sampled.get(neighbour).cluster()]++;
    }
    for (int target = 0; target < ends.length; target++) {
      edges[source][target] += ends[target];
      squares[source][target] += (double) ends[target] * ends[target];
    }
  }

  /**
   * How the edges of cluster {@code source} that end in cluster {@code target} compare with chance.
   *
   * <p>The standard error of the share takes items, not edges, as independent (the edges of one
   * item go together) and adds two pretended items, one with all of its edges in the target and one
   * with none, so that it is never zero on a small sample (after Agresti and Coull 1998). What the
   * thinning of the neighbourhood by the sample itself does is not in it.
   */
  public Lift lift(int source, int target) {
    if (allTargets == 0 || targets[target] == 0) {
      return Lift.UNKNOWN;
    }
    double size = (double) targets[target] / allTargets;
    long count = edges[source][target];
    long items = sources[source];
    double sumOfShares = (double) count / edgesPerItem;
    double sumOfSquares = squares[source][target] / ((double) edgesPerItem * edgesPerItem);
    double mean = (sumOfShares + 1) / (items + 2);
    double variance = (sumOfSquares + 1) / (items + 2) - mean * mean;
    return new Lift(
        items == 0 ? 0 : sumOfShares / items,
        Math.sqrt(variance / (items + 2)),
        size,
        Math.sqrt(size * (1 - size) / allTargets),
        count);
  }

  private static List<SampledItem> sorted(List<SampledItem> items) {
    return items.stream().sorted(Comparator.comparing(SampledItem::id)).toList();
  }

  private static float[][] rows(List<SampledItem> items) {
    return items.stream().map(SampledItem::vector).toArray(float[][]::new);
  }

  private static long[] sizes(List<SampledItem> items, int clusters) {
    long[] sizes = new long[clusters];
    items.forEach(item -> sizes[item.cluster()]++);
    return sizes;
  }
}
