package org.penumbra.jobs.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.HashSample;

/**
 * Items of a pool, thinned so that each item of the corpus behind it has the same chance: those of
 * the band of high scores are in the pool for certain, those of its probability sample by a chance.
 */
final class EvenPoolSample {

  /** What orders the sample: its smallest numbers are as good a sample, only smaller. */
  static final String NUMBER = "number";

  private final Dataset<Row> numbered;
  private final double bound;

  /**
   * @param items of the pool, with id and pool_probability
   * @param purpose what is drawn for
   * @param wanted items at most, about
   */
  EvenPoolSample(Dataset<Row> items, long seed, String purpose, int wanted) {
    List<Row> sizes = items.groupBy("pool_probability").count().collectAsList();
    double least = sizes.stream().mapToDouble(row -> row.getDouble(0)).min().orElse(1);
    double thinned =
        sizes.stream().mapToDouble(row -> row.getLong(1) * least / row.getDouble(0)).sum();
    this.bound = HashSample.bound(wanted, (long) thinned);
    Column number =
        HashSample.random(seed, purpose).multiply(col("pool_probability")).divide(lit(least));
    this.numbered = items.withColumn(NUMBER, number);
  }

  /** The sample: all that fall under the bound, so a few more than wanted. */
  Dataset<Row> items() {
    return numbered.where(col(NUMBER).lt(bound));
  }
}
