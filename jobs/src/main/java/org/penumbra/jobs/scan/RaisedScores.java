package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.Rows;
import org.penumbra.score.ScoreHistogram;

/**
 * The scores of a corpus of which only the pool has any: a row of the pool stands for as many as
 * one in its chance to be in it.
 */
final class RaisedScores {

  private static final StructType HISTOGRAM =
      StructType.fromDDL("pool_probability DOUBLE, bins ARRAY<INT>, counts ARRAY<BIGINT>");

  private RaisedScores() {}

  /**
   * The corpus's.
   *
   * @param pool with columns pool_probability, score, which may be null, and occurrences
   */
  static ScoreHistogram of(Dataset<Row> pool) {
    MapPartitionsFunction<Row, Row> count = RaisedScores::histograms;
    Map<Double, ScoreHistogram> byChance = new TreeMap<>();
    for (Row part :
        pool.where(col("score").isNotNull())
            .select(col("pool_probability"), col("score"), col("occurrences"))
            .mapPartitions(count, Encoders.row(HISTOGRAM))
            .collectAsList()) {
      byChance
          .computeIfAbsent(part.getDouble(0), chance -> new ScoreHistogram())
          .merge(ScoreHistogram.of(Rows.ints(part, 1), Rows.longs(part, 2)));
    }
    ScoreHistogram all = new ScoreHistogram();
    byChance.forEach((chance, drawn) -> all.merge(drawn.raised(chance)));
    return all;
  }

  private static Iterator<Row> histograms(Iterator<Row> rows) {
    Map<Double, ScoreHistogram> byChance = new TreeMap<>();
    rows.forEachRemaining(
        row ->
            byChance
                .computeIfAbsent(row.getDouble(0), chance -> new ScoreHistogram())
                .add(row.getDouble(1), row.getLong(2)));
    return byChance.entrySet().stream()
        .map(
            part ->
                RowFactory.create(part.getKey(), part.getValue().bins(), part.getValue().counts()))
        .iterator();
  }
}
