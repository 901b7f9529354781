package org.penumbra.jobs.cluster;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.Rows;
import org.penumbra.score.ScoreHistogram;

/**
 * How many items are predicted positive, and where the negatives near the boundary begin.
 *
 * @param positives items at the cut or above
 * @param negatives items below it
 * @param nearCut negatives from this score on are near the boundary
 */
public record ClassSizes(long positives, long negatives, double nearCut) {

  private static final StructType PART =
      StructType.fromDDL("positives BIGINT, bins ARRAY<INT>, counts ARRAY<BIGINT>");

  /**
   * Counts the pool's scores.
   *
   * @param scores the column score
   * @param nearShare near negatives and positives together, as a multiple of the positives
   */
  public static ClassSizes of(Dataset<Row> scores, double cut, double nearShare) {
    MapPartitionsFunction<Row, Row> count = rows -> count(rows, cut);
    long positives = 0;
    ScoreHistogram negatives = new ScoreHistogram();
    for (Row part :
        scores.select("score").mapPartitions(count, Encoders.row(PART)).collectAsList()) {
      positives += part.getLong(0);
      negatives.merge(ScoreHistogram.of(Rows.ints(part, 1), Rows.longs(part, 2)));
    }
    long near = (long) Math.ceil((nearShare - 1) * Math.max(1, positives));
    double nearCut =
        near >= negatives.total()
            ? Double.NEGATIVE_INFINITY
            : negatives.quantile(1 - (double) near / negatives.total());
    return new ClassSizes(positives, negatives.total(), nearCut);
  }

  private static Iterator<Row> count(Iterator<Row> scores, double cut) {
    long positives = 0;
    ScoreHistogram negatives = new ScoreHistogram();
    while (scores.hasNext()) {
      double score = scores.next().getDouble(0);
      if (score >= cut) {
        positives++;
      } else {
        negatives.add(score);
      }
    }
    return List.of(RowFactory.create(positives, negatives.bins(), negatives.counts())).iterator();
  }
}
