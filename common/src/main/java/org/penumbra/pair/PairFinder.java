package org.penumbra.pair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Pairs each predicted positive with its nearest predicted negatives, cell by cell.
 *
 * <p>A cell is one positive and one negative cluster that overlap. Since a positive cluster may
 * overlap several negative ones, {@link #merge} brings cells together again: each positive keeps
 * its nearest overall. Merging parts first and then their results gives the same.
 */
public final class PairFinder {

  private final NeighbourSearch search;
  private final int neighbours;

  /**
   * A finder.
   *
   * @param search how neighbours are found
   * @param neighbours how many negatives each positive is paired with, at least 1
   */
  public PairFinder(NeighbourSearch search, int neighbours) {
    this.search = search;
    this.neighbours = neighbours;
  }

  /** The pairs of one cell, by positive id and rank. */
  public List<Pair> inCell(
      String cell, List<EmbeddedItem> positives, List<EmbeddedItem> negatives) {
    List<List<Neighbour>> nearest = search.nearest(positives, negatives, neighbours);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < positives.size(); i++) {
      int rank = 1;
      for (Neighbour negative : nearest.get(i)) {
        pairs.add(Pair.of(positives.get(i), negative, rank++, cell));
      }
    }
    return merge(pairs);
  }

  /** Keeps the nearest pairs of each positive over all cells, ranked anew, by id and rank. */
  public List<Pair> merge(Collection<Pair> pairs) {
    TreeMap<String, List<Pair>> byPositive =
        pairs.stream()
            .collect(Collectors.groupingBy(Pair::positiveId, TreeMap::new, Collectors.toList()));
    List<Pair> merged = new ArrayList<>();
    for (List<Pair> ofOne : byPositive.values()) {
      ofOne.sort(Pair.CLOSEST_FIRST);
      int kept = Math.min(neighbours, ofOne.size());
      for (int i = 0; i < kept; i++) {
        merged.add(ofOne.get(i).ranked(i + 1));
      }
    }
    return merged;
  }
}
