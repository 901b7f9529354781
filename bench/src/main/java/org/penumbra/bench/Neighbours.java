package org.penumbra.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.cluster.NearestRows;

/**
 * The true nearest candidates of some queries, by comparing all.
 *
 * @param of ids of the nearest candidates by id of the query
 */
record Neighbours(Map<String, Set<String>> of) {

  /** Compares every query with every candidate. */
  static Neighbours exact(
      List<String> queryIds, float[][] queries, List<String> ids, float[][] candidates, int k) {
    Map<String, Set<String>> nearest = new HashMap<>();
    int[][] rows = NearestRows.search(queries, candidates, k).rows();
    for (int q = 0; q < rows.length; q++) {
      Set<String> found = new HashSet<>();
      for (int row : rows[q]) {
        found.add(ids.get(row));
      }
      nearest.put(queryIds.get(q), found);
    }
    return new Neighbours(nearest);
  }

  /**
   * The share of them that were found.
   *
   * @param pairs columns of ids of a query and a candidate
   */
  double recall(Dataset<Row> pairs, String query, String candidate) {
    long found = 0;
    List<Object> queries = new ArrayList<>(of.keySet());
    for (Row row :
        pairs
            .where(pairs.col(query).isInCollection(queries))
            .select(query, candidate)
            .collectAsList()) {
      found += of.get(row.getString(0)).contains(row.getString(1)) ? 1 : 0;
    }
    return (double) found / of.values().stream().mapToInt(Set::size).sum();
  }
}
