package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.StableHash;

/**
 * {@link PoolBounds} for rows with an id and a score, in columns.
 *
 * @param bounds of the pool
 * @param seed of the permanent random numbers
 */
record Admission(PoolBounds bounds, long seed) {

  /** Whether a row may enter. */
  Column admitted() {
    long from = seed;
    Column random =
        udf(
                (String id) -> StableHash.unit(from, ShardScan.SAMPLE_PURPOSE, id),
                DataTypes.DoubleType)
            .apply(col("id"));
    return inBand().or(random.lt(bounds.sampleBelow()));
  }

  /** The chance of a row to enter, over the seeds. */
  Column probability() {
    return when(inBand(), 1.0).otherwise(bounds.sampleBelow());
  }

  private Column inBand() {
    return col("score").geq(bounds.scoreFrom());
  }
}
