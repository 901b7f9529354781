package org.penumbra.jobs.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.StageName;

/**
 * The pairs of a round that are shown: those that experts were asked about, then the most similar
 * of each cell.
 *
 * @param pairs in the order in which they are shown
 * @param inCell pairs of each cell, shown or not
 */
record PairSample(List<Pair> pairs, Map<String, Long> inCell) {

  /** Pairs shown at most. */
  static final int MOST = 300;

  private static final int OF_A_CELL = 12;

  static PairSample read(SparkSession spark, DoneStages done, int round) {
    Dataset<Row> pairs = done.frame(RunDataset.PAIRS, StageName.PAIR, round);
    Map<String, Long> inCell = new HashMap<>();
    pairs
        .groupBy("cell")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> inCell.put(row.getString(0), row.getLong(1)));
    SortedSet<String> asked = new TreeSet<>();
    for (Row row : done.rows(RunDataset.BATCH, StageName.SELECT, round)) {
      if (row.getAs("pair_id") != null) {
        asked.add(row.getAs("pair_id"));
      }
    }
    Dataset<Row> wanted =
        spark
            .createDataset(new ArrayList<>(asked), Encoders.STRING())
            .toDF("pair_id")
            .withColumn("asked", lit(true));
    List<Pair> shown = new ArrayList<>();
    for (Row row :
        pairs
            .join(broadcast(wanted), pairs.col("pair_id").equalTo(wanted.col("pair_id")), "left")
            .select(
                pairs.col("pair_id"),
                col("positive_id"),
                col("negative_id"),
                col("cell"),
                col("rank"),
                col("similarity"),
                col("asked").isNotNull().as("asked"),
                row_number()
                    .over(
                        Window.partitionBy("cell")
                            .orderBy(
                                col("asked").isNull(),
                                col("similarity").desc(),
                                pairs.col("pair_id")))
                    .as("place"))
            .where(col("asked").or(col("place").leq(OF_A_CELL)))
            .orderBy(col("asked").desc(), col("place"), col("similarity").desc(), col("pair_id"))
            .limit(MOST)
            .collectAsList()) {
      shown.add(
          new Pair(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getInt(4),
              row.getDouble(5)));
    }
    return new PairSample(shown, inCell);
  }

  /**
   * A pair.
   *
   * @param id its name
   * @param positive the item predicted positive
   * @param negative the item predicted negative
   * @param cell the two clusters
   * @param rank among the positive's negatives
   * @param similarity cosine
   */
  record Pair(
      String id, String positive, String negative, String cell, int rank, double similarity) {}
}
