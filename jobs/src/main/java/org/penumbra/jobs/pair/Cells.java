package org.penumbra.jobs.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.penumbra.pair.Division;
import org.penumbra.pair.DivisionRule;
import org.penumbra.pair.Shelves;

/**
 * Which clusters overlap.
 *
 * @param negativesOf negative clusters by the positive cluster they overlap
 * @param centroids of all negative clusters, unit length
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Cells(SortedMap<Integer, SortedSet<Integer>> negativesOf, float[][] centroids) {

  /** How many pairs of clusters overlap. */
  public int count() {
    return negativesOf.values().stream().mapToInt(negatives -> negatives.size()).sum();
  }

  /**
   * Shelves for some items, by how many there are in each cluster.
   *
   * @param items rows of {@link Item}
   * @param rule how a cluster is divided
   * @param mostCells overlapping clusters one positive is looked up in
   */
  public Shelves shelves(Dataset<Row> items, DivisionRule rule, int mostCells) {
    Map<Integer, Long> positives = new HashMap<>();
    Map<Integer, Long> negatives = new HashMap<>();
    items
        .groupBy(col("label"), col("cluster"))
        .agg(functions.count(lit(1)))
        .collectAsList()
        .forEach(
            row -> (row.getInt(0) == 1 ? positives : negatives).put(row.getInt(1), row.getLong(2)));
    Map<Integer, Long> queries = new TreeMap<>();
    negativesOf.forEach(
        (positive, overlapping) ->
            overlapping.forEach(
                negative ->
                    queries.merge(negative, positives.getOrDefault(positive, 0L), Long::sum)));
    Map<Integer, Division> divisions = new HashMap<>();
    queries.forEach(
        (cluster, lookedUp) ->
            divisions.put(
                cluster,
                rule.of(negatives.getOrDefault(cluster, 0L), lookedUp, centroids[cluster])));
    return new Shelves(negativesOf, centroids, divisions, mostCells);
  }
}
