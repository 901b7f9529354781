package org.penumbra.jobs.embed;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.embed.Vectors;
import org.penumbra.jobs.data.GivenData;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;

/** Vectors of the user's own: Parquet of (id, vector), all of one length, none of them zero. */
public final class GivenVectors {

  private static final String SETTING = "embedder.given";

  private final SparkSession spark;
  private final String uri;

  public GivenVectors(SparkSession spark, String uri) {
    this.spark = spark;
    this.uri = uri;
  }

  /**
   * The given vectors of these items, scaled to unit length.
   *
   * @throws org.penumbra.UserException where an item has none, or lengths differ, or one is zero or
   *     not finite
   */
  public Dataset<Row> of(Dataset<Row> items) {
    Dataset<Row> given =
        GivenData.read(spark, uri, SETTING, StructType.fromDDL("id STRING, vector ARRAY<FLOAT>"));
    Dataset<Row> wanted = items.select("id");
    // Of the lengths alone: a join of vectors would move them all once more.
    Row check =
        wanted
            .join(
                given.select(
                    col("id"),
                    functions
                        .when(col("vector").isNotNull(), functions.size(col("vector")))
                        .as("length")),
                "id",
                "left")
            .agg(
                functions.sum(functions.when(col("length").isNull(), 1).otherwise(0)),
                functions.min("length"),
                functions.max("length"))
            .collectAsList()
            .get(0);
    long missing = check.isNullAt(0) ? 0 : check.getLong(0);
    if (missing > 0) {
      throw Errors.givenVectorsMissing(uri, missing);
    }
    if (!check.isNullAt(1) && check.getInt(1) != check.getInt(2)) {
      throw Errors.givenVectorsUneven(uri, check.getInt(1), check.getInt(2));
    }
    String from = uri;
    MapFunction<Row, Row> unit =
        row ->
            RowFactory.create(
                row.getString(0), unit(row.getString(0), Rows.floats(row, 1), from), null);
    return wanted.join(given, "id").map(unit, Encoders.row(RunDataset.EMBEDDINGS.schema()));
  }

  private static float[] unit(String id, float[] vector, String uri) {
    double[] wide = new double[vector.length];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      wide[i] = vector[i];
      squares += wide[i] * wide[i];
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw Errors.givenVectorUnusable(uri, id);
    }
    return Vectors.normalised(wide);
  }
}
