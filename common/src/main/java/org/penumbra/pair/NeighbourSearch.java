package org.penumbra.pair;

import java.util.List;

/** Finds nearest neighbours by cosine similarity. */
public interface NeighbourSearch {

  /**
   * For each query its up to {@code k} most similar candidates, most similar first, equal ones by
   * id. An item is never its own neighbour. The order of the candidates does not matter.
   *
   * @return one list per query, in the order of the queries
   */
  List<List<Neighbour>> nearest(List<EmbeddedItem> queries, List<EmbeddedItem> candidates, int k);
}
