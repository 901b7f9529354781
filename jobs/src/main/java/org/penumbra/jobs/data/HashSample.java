package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.StableHash;

/** Bounded random samples by hash of the id: the same whatever the partitions. */
public final class HashSample {

  private static final double DEVIATIONS = 5;
  private static final int SPARE = 10;

  private HashSample() {}

  /** Each item's permanent random number in [0, 1) for a purpose. */
  public static Column random(long seed, String purpose) {
    return udf((String id) -> StableHash.unit(seed, purpose, id), DataTypes.DoubleType)
        .apply(col("id"));
  }

  /**
   * The bound under which random numbers are collected so that a number of items is there all but
   * surely, of which the smallest are then taken.
   *
   * @param wanted items wanted
   * @param of items there are
   */
  public static double bound(int wanted, long of) {
    return Math.min(1, (wanted + DEVIATIONS * Math.sqrt(wanted) + SPARE) / Math.max(1, of));
  }
}
