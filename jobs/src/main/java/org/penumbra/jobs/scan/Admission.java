package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.StableHash;

/**
 * {@link PoolBounds} for rows with an id and a score, in columns.
 *
 * @param inBand whether a row may enter for its score
 * @param sampleChance a row's chance to be drawn for the sample
 * @param seed of the permanent random numbers
 * @param sample what they are drawn for, see {@link Scoring}
 */
record Admission(Column inBand, Column sampleChance, long seed, String sample) {

  /** Of rows as they were read: what triage would have dropped never enters for its score. */
  static Admission first(PoolBounds bounds, long seed, String sample) {
    return new Admission(
        col("audit_weight").isNull().and(col("score").geq(bounds.scoreFrom())),
        least(lit(1.0), coalesce(col("audit_weight"), lit(1)).multiply(bounds.sampleBelow())),
        seed,
        sample);
  }

  /** Of rows that have entered before: what was drawn then stays drawn. */
  static Admission second(PoolBounds bounds, long seed, String sample) {
    return new Admission(
        col("score").geq(bounds.scoreFrom()),
        when(col("pool_probability").lt(1), col("pool_probability"))
            .otherwise(bounds.sampleBelow()),
        seed,
        sample);
  }

  /** Whether a row may enter. */
  Column admitted() {
    long from = seed;
    String purpose = sample;
    Column random =
        udf((String id) -> StableHash.unit(from, purpose, id), DataTypes.DoubleType)
            .apply(col("id"));
    return inBand.or(random.lt(sampleChance));
  }

  /**
   * The chance of a row to enter, over the seeds.
   *
   * @param before its chance to get here
   */
  Column probability(Column before) {
    return when(inBand, before).otherwise(sampleChance);
  }
}
