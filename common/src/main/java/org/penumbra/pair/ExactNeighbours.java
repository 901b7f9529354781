package org.penumbra.pair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.penumbra.Errors;
import org.penumbra.cluster.NearestRows;

/** Compares every query with every candidate, block by block. */
public final class ExactNeighbours implements NeighbourSearch {

  @Override
  public List<List<Neighbour>> nearest(
      List<EmbeddedItem> queries, List<EmbeddedItem> candidates, int k) {
    List<EmbeddedItem> sorted =
        candidates.stream().sorted(Comparator.comparing(EmbeddedItem::id)).toList();
    requireOneLength(queries, sorted);
    // One more than asked, in case the query is among its own neighbours.
    NearestRows found = NearestRows.search(rows(queries), rows(sorted), k + 1);
    List<List<Neighbour>> nearest = new ArrayList<>(queries.size());
    for (int q = 0; q < queries.size(); q++) {
      List<Neighbour> neighbours = new ArrayList<>(k);
      for (int i = 0; i < found.rows()[q].length && neighbours.size() < k; i++) {
        EmbeddedItem candidate = sorted.get(found.rows()[q][i]);
        if (!candidate.id().equals(queries.get(q).id())) {
          neighbours.add(new Neighbour(candidate, found.similarities()[q][i]));
        }
      }
      nearest.add(List.copyOf(neighbours));
    }
    return nearest;
  }

  static float[][] rows(List<EmbeddedItem> items) {
    return items.stream().map(EmbeddedItem::vector).toArray(float[][]::new);
  }

  private static void requireOneLength(List<EmbeddedItem> queries, List<EmbeddedItem> candidates) {
    if (candidates.isEmpty()) {
      return;
    }
    int expected = candidates.get(0).vector().length;
    requireLength(queries, expected);
    requireLength(candidates, expected);
  }

  static void requireLength(List<EmbeddedItem> items, int expected) {
    for (EmbeddedItem item : items) {
      if (item.vector().length != expected) {
        throw Errors.vectorLengthsDiffer(item.id(), item.vector().length, expected);
      }
    }
  }
}
