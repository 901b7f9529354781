package org.penumbra.pair;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The density guard: an item that resembles nothing teaches little, and an expert's answer on it
 * says little about others. An item's density is its similarity to its m-th nearest neighbour, of
 * either label, in a bounded sample; the sparsest share of items is kept out of pairs.
 *
 * <p>Near-duplicates must have been collapsed, or a text sent out ten times looks dense.
 *
 * @param search how neighbours are found
 * @param neighbour m, at least 1
 * @param sparsestShare the share of items kept out, in [0, 1)
 */
public record Density(NeighbourSearch search, int neighbour, double sparsestShare) {

  /**
   * Densities in [-1, 1], in the order of the items; -1 where the sample has fewer than m others.
   */
  public double[] of(List<EmbeddedItem> items, List<EmbeddedItem> sample) {
    return search.nearest(items, sample, neighbour).stream()
        .mapToDouble(near -> near.size() < neighbour ? -1 : near.get(neighbour - 1).similarity())
        .toArray();
  }

  /**
   * The density an item must reach: the least that leaves out at most the sparsest share of the
   * given (sampled) densities. Without densities everything passes.
   */
  public double leastOf(double[] densities) {
    if (densities.length == 0) {
      return -1;
    }
    double[] sorted = densities.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.floor(sparsestShare * sorted.length)];
  }

  /** The pairs whose two items both reach the least density; an unknown item does not. */
  public static List<Pair> dense(List<Pair> pairs, Map<String, Double> densities, double least) {
    return pairs.stream()
        .filter(pair -> densities.getOrDefault(pair.positiveId(), -2.0) >= least)
        .filter(pair -> densities.getOrDefault(pair.negativeId(), -2.0) >= least)
        .toList();
  }
}
