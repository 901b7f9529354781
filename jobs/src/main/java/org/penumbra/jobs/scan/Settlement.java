package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nth_value;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * Decides what becomes of each staged item once all waves are in: kept in the pool, collapsed into
 * a kept one of the same text, in conflict with one of the same id, or dropped under the last
 * bounds. Of the rows with one id the smallest (source, position) stands for the item.
 */
public final class Settlement {

  static final String NAME = "settled";
  static final String KEPT = "kept";
  static final String COLLAPSED = "collapsed";
  static final String CONFLICT = "conflict";
  static final String DROPPED = "dropped";
  static final String UNSCORED = "unscored";

  /** What would have dropped an item that the sample drew: the model of words. */
  public static final String TRIAGE = "triage";

  /** What would have: its score, which is not among the highest. */
  static final String BAND = "band";

  private static final String NO_SCORE_GIVEN = "no score given";

  /** Columns of a settled row; the outcome is a folder. */
  static final StructType SCHEMA =
      Staged.ITEM_SCHEMA
          .add("occurrences", "bigint")
          .add("pool_probability", "double")
          .add("dropped_by", "string")
          .add("doubt", "double")
          .add("reason", "string");

  private Settlement() {}

  /**
   * One row per staged item, with its outcome.
   *
   * @param items staged items, with a score each; null where none was given for it
   * @param admission by the last bounds
   */
  static Dataset<Row> settle(Dataset<Row> items, Admission admission) {
    Column admitted = admission.admitted();
    // The rest decides among rows without a position of their own, such as a table's.
    WindowSpec ofId =
        Window.partitionBy("id").orderBy("source", "position", "text", "group", "language");
    WindowSpec wholeId = Window.partitionBy("id");
    Column sameText = col("text").equalTo(col("first_text"));
    Column outcome =
        when(col("score").isNull(), UNSCORED)
            .when(col("place").equalTo(1), when(admitted, KEPT).otherwise(DROPPED))
            .when(sameText, when(admitted, COLLAPSED).otherwise(DROPPED))
            .otherwise(CONFLICT);
    return items
        .withColumn("place", row_number().over(ofId))
        .withColumn("first_text", nth_value(col("text"), 1).over(ofId))
        .withColumn("occurrences", sum(when(sameText, 1).otherwise(0)).over(wholeId).cast("bigint"))
        .withColumn("pool_probability", admission.probability(lit(1.0)))
        .withColumn(
            "dropped_by",
            when(col("audit_weight").isNotNull(), TRIAGE)
                .when(not(admission.inBand()), BAND)
                .otherwise(lit(null).cast("string")))
        .withColumn("doubt", lit(null).cast("double"))
        .withColumn(
            "reason",
            when(col("score").isNull(), NO_SCORE_GIVEN).otherwise(lit(null).cast("string")))
        .withColumn("outcome", outcome)
        .drop("place", "first_text");
  }
}
