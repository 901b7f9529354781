package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.GivenData;
import org.penumbra.select.Seeds;

/** Items of the pool that somebody wants to be asked about first, by a file that names them. */
public final class SeedItems {

  private static final String SETTING = "select.seeds";
  private static final StructType WANTED = StructType.fromDDL("item_id STRING");
  private static final StructType OPTIONAL = StructType.fromDDL("region INT, rank INT, why STRING");

  private SeedItems() {}

  /**
   * Those that are in the pool: the first of each region, then the second of each, and so on.
   *
   * @param uri Parquet with a column item_id, and perhaps region, rank and why
   * @param open id of each item that may be asked about
   * @param most how many at most
   * @throws org.penumbra.UserException where the file cannot be read
   */
  public static List<Seeds.Seed> read(
      SparkSession spark, String uri, Dataset<Row> open, Asked asked, int most) {
    return GivenData.read(spark, uri, SETTING, WANTED, OPTIONAL)
        .join(open.select(col("id").as("item_id")), "item_id")
        .select(
            col("item_id"),
            coalesce(col("why"), lit("Wanted by select.seeds.")).as("why"),
            coalesce(col("rank"), lit(0)).as("rank"),
            coalesce(col("region"), lit(0)).as("region"))
        .orderBy("rank", "region", "item_id")
        .limit(most)
        .collectAsList()
        .stream()
        .filter(row -> asked.standing(row.getString(0)) == Shortlisted.Standing.NEVER_ASKED)
        .map(row -> new Seeds.Seed(row.getString(0), row.getString(1)))
        .toList();
  }
}
