package org.penumbra.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.pair.CellPairs;
import org.penumbra.jobs.pair.Cells;
import org.penumbra.pair.DivisionRule;

/**
 * The pair stage's search, without its guards: one positive cluster that overlaps all negative
 * ones.
 *
 * @param spark the session
 * @param neighbours negatives wanted of each positive
 */
record PairSearch(SparkSession spark, int neighbours) {

  /** Nothing is a near-duplicate. */
  private static final double NO_DUPLICATES = 1.5;

  /**
   * Pairs, not yet computed but for how many items each cluster has.
   *
   * @param items rows of {@link org.penumbra.jobs.pair.Item}, positives in cluster 0
   * @param centroids of the negative clusters
   * @param rule how clusters are divided
   * @param cells that each positive is looked up in
   */
  Dataset<Row> pairs(Dataset<Row> items, float[][] centroids, DivisionRule rule, int cells) {
    Map<Integer, TreeSet<Integer>> all =
        Map.of(
            0,
            IntStream.range(0, centroids.length)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new)));
    Cells overlapping = new Cells(new TreeMap<>(all), centroids);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new CellPairs(
            context.broadcast(overlapping.shelves(items, rule, cells)),
            neighbours,
            NO_DUPLICATES,
            0)
        .find(items);
  }
}
