package org.penumbra.jobs.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.cluster.DistanceHistogram;

/** Histograms of the members' distances to their centroid, from the clusters dataset. */
public final class MemberDistances {

  private final DistanceHistogram[] positives;
  private final DistanceHistogram[] negatives;

  /**
   * Counts members.
   *
   * @param clusters label, cluster, distance
   */
  public MemberDistances(Dataset<Row> clusters, int positiveClusters, int negativeClusters) {
    positives = empty(positiveClusters);
    negatives = empty(negativeClusters);
    var bin = udf((Double distance) -> DistanceHistogram.bin(distance), DataTypes.IntegerType);
    clusters
        .groupBy(col("label"), col("cluster"), bin.apply(col("distance")).as("bin"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                (row.getInt(0) == 1 ? positives : negatives)
                    [row.getInt(1)].add(row.getInt(2), row.getLong(3)));
  }

  public DistanceHistogram[] positives() {
    return positives;
  }

  public DistanceHistogram[] negatives() {
    return negatives;
  }

  private static DistanceHistogram[] empty(int clusters) {
    DistanceHistogram[] histograms = new DistanceHistogram[clusters];
    Arrays.setAll(histograms, i -> new DistanceHistogram());
    return histograms;
  }
}
