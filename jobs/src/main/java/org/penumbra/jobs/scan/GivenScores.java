package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.jobs.data.GivenData;
import org.penumbra.jobs.data.Rows;
import org.penumbra.score.ScoreHistogram;

/** Scores of the user's own: Parquet of (id, score), one finite score per id. */
public final class GivenScores {

  private static final StructType HISTOGRAM =
      StructType.fromDDL("bins ARRAY<INT>, counts ARRAY<BIGINT>");

  private final Dataset<Row> scores;

  /**
   * @throws org.penumbra.UserException where the columns are not there, or an id has two scores, or
   *     a score is not finite
   */
  public GivenScores(SparkSession spark, String uri) {
    this.scores =
        GivenData.read(spark, uri, "scorer.given", StructType.fromDDL("id STRING, score DOUBLE"));
    Dataset<Row> unusable =
        scores.where(
            col("score")
                .isNull()
                .or(col("score").isNaN())
                .or(abs(col("score")).equalTo(Double.POSITIVE_INFINITY)));
    long bad = unusable.count();
    if (bad > 0) {
      throw Errors.givenScoresNotFinite(uri, bad);
    }
  }

  /** Columns id and score. */
  Dataset<Row> frame() {
    return scores;
  }

  /** A histogram of all scores. */
  ScoreHistogram histogram() {
    ScoreHistogram all = new ScoreHistogram();
    MapPartitionsFunction<Row, Row> count = GivenScores::histogram;
    for (Row part :
        scores.select("score").mapPartitions(count, Encoders.row(HISTOGRAM)).collectAsList()) {
      all.merge(ScoreHistogram.of(Rows.ints(part, 0), Rows.longs(part, 1)));
    }
    return all;
  }

  private static Iterator<Row> histogram(Iterator<Row> scores) {
    ScoreHistogram histogram = new ScoreHistogram();
    scores.forEachRemaining(row -> histogram.add(row.getDouble(0)));
    return List.of(RowFactory.create(histogram.bins(), histogram.counts())).iterator();
  }
}
