package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.jobs.spark.Partitions;

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
    return read(spark, uri, setting, wanted, new StructType());
  }

  /**
   * The same with columns that may be missing, and then hold null.
   *
   * @param optional these columns; they come last
   */
  public static Dataset<Row> read(
      SparkSession spark, String uri, String setting, StructType wanted, StructType optional) {
    Dataset<Row> typed = typed(spark, uri, setting, wanted, optional);
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
    return typed(spark, uri, setting, wanted, new StructType());
  }

  private static Dataset<Row> typed(
      SparkSession spark, String uri, String setting, StructType wanted, StructType optional) {
    Dataset<Row> given = load(spark, uri, setting);
    List<String> found = List.of(given.columns());
    for (StructField field : wanted.fields()) {
      if (!found.contains(field.name())) {
        throw Errors.givenColumnMissing(setting, uri, field.name(), String.join(", ", found));
      }
    }
    return given.select(
        Stream.of(wanted.fields(), optional.fields())
            .flatMap(Arrays::stream)
            .map(field -> found.contains(field.name()) ? cast(field) : missing(field))
            .toArray(Column[]::new));
  }

  private static Column cast(StructField field) {
    return col("`" + field.name() + "`").cast(field.dataType());
  }

  private static Column missing(StructField field) {
    return lit(null).cast(field.dataType()).as(field.name());
  }

  private static Dataset<Row> load(SparkSession spark, String uri, String setting) {
    try {
      Dataset<Row> given = spark.read().parquet(uri);
      Partitions.read(spark, given.queryExecution().optimizedPlan().stats().sizeInBytes().toLong());
      return given;
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw Errors.givenNotReadable(setting, uri, e.getMessage());
      }
      throw e;
    }
  }
}
