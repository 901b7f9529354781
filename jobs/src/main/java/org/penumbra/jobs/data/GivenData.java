package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;

/** Parquet that users bring in a stage's place. */
public final class GivenData {

  private GivenData() {}

  /**
   * Reads and checks it: the wanted columns are there, and no id twice.
   *
   * @param setting the setting that names it, for messages
   * @param wanted the columns; the first is the id
   */
  public static Dataset<Row> read(
      SparkSession spark, String uri, String setting, StructType wanted) {
    Dataset<Row> typed = typed(spark, uri, setting, wanted);
    String id = wanted.fields()[0].name();
    List<Row> twice =
        typed
            .groupBy(id)
            .agg(count(lit(1)).as("rows"))
            .where(col("rows").gt(1).or(col(id).isNull()))
            .orderBy(id)
            .limit(1)
            .collectAsList();
    if (!twice.isEmpty()) {
      throw Errors.givenIdNotUnique(
          setting, uri, String.valueOf(twice.get(0).get(0)), twice.get(0).getLong(1));
    }
    return typed;
  }

  /**
   * Reads it, and checks only that the wanted columns are there.
   *
   * @param setting the setting that names it, for messages
   */
  public static Dataset<Row> typed(
      SparkSession spark, String uri, String setting, StructType wanted) {
    Dataset<Row> given = load(spark, uri, setting);
    List<String> found = List.of(given.columns());
    for (StructField field : wanted.fields()) {
      if (!found.contains(field.name())) {
        throw Errors.givenColumnMissing(setting, uri, field.name(), String.join(", ", found));
      }
    }
    return given.select(
        Arrays.stream(wanted.fields())
            .map(field -> col("`" + field.name() + "`").cast(field.dataType()))
            .toArray(Column[]::new));
  }

  private static Dataset<Row> load(SparkSession spark, String uri, String setting) {
    try {
      return spark.read().parquet(uri);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw Errors.givenNotReadable(setting, uri, e.getMessage());
      }
      throw e;
    }
  }
}
