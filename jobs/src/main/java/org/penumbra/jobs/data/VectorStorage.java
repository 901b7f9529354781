package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.penumbra.embed.ScaledBytes;
import scala.collection.Seq;

/**
 * How vectors lie in files; the name of their folder tells. Whoever reads them through {@link
 * RunData} gets floats.
 */
public enum VectorStorage {
  /** As they are. No two floats are alike: a dictionary of them costs time and is thrown away. */
  FLOAT(
      "",
      RunDataset.EMBEDDINGS.schema(),
      Map.of(
          "parquet.enable.dictionary#vector.list.element", "false",
          "parquet.enable.dictionary#windows.list.element", "false")),
  /**
   * As {@link ScaledBytes}, all windows with one scale. Parquet knows no bytes: a dictionary of the
   * 255 values makes bytes of its integers.
   */
  TINYINT(
      "-tinyint",
      RunDataset.versioned(
          StructType.fromDDL(
              """
              id STRING, vector ARRAY<TINYINT>, scale FLOAT, windows ARRAY<TINYINT>,
              windows_scale FLOAT""")),
      Map.of());

  private static final StructType BYTES = StructType.fromDDL("codes ARRAY<TINYINT>, scale FLOAT");

  private final String suffix;

  @SuppressWarnings("ImmutableEnumChecker") // a StructType never changes
  private final StructType schema;

  @SuppressWarnings("ImmutableEnumChecker") // nor does this map
  private final Map<String, String> options;

  VectorStorage(String suffix, StructType schema, Map<String, String> options) {
    this.suffix = suffix;
    this.schema = schema;
    this.options = options;
  }

  /** How vectors lie in a folder of the store of vectors. */
  static VectorStorage of(String folder) {
    return folder.contains(TINYINT.suffix + "/") || folder.endsWith(TINYINT.suffix)
        ? TINYINT
        : FLOAT;
  }

  /** What the folder of so stored vectors is called, after a model's hash. */
  String named(String modelHash) {
    return modelHash + suffix;
  }

  /** The columns of the files. */
  StructType schema() {
    return schema;
  }

  /** How Parquet writes them. */
  Map<String, String> options() {
    return options;
  }

  /** Vectors as they are stored. */
  Dataset<Row> stored(Dataset<Row> vectors) {
    if (this == FLOAT) {
      return vectors;
    }
    UserDefinedFunction bytes =
        udf(
            (Seq<Float> all) -> {
              if (all == null) {
                return null;
              }
              ScaledBytes scaled = ScaledBytes.of(Rows.floats(all));
              return RowFactory.create(scaled.codes(), scaled.scale());
            },
            BYTES);
    return vectors
        .select(
            col("id"),
            bytes.apply(col("vector")).as("of_vector"),
            bytes.apply(col("windows")).as("of_windows"))
        .select(
            col("id"),
            col("of_vector.codes").as("vector"),
            col("of_vector.scale").as("scale"),
            col("of_windows.codes").as("windows"),
            col("of_windows.scale").as("windows_scale"));
  }

  /** Vectors as they were, nearly. */
  Dataset<Row> vectors(Dataset<Row> stored) {
    if (this == FLOAT) {
      return stored;
    }
    UserDefinedFunction floats =
        udf(
            (Seq<Byte> codes, Float scale, Integer dimension) ->
                codes == null ? null : new ScaledBytes(bytes(codes), scale).units(dimension),
            DataTypes.createArrayType(DataTypes.FloatType, false));
    Column dimension = size(col("vector"));
    return stored.select(
        col("id"),
        floats.apply(col("vector"), col("scale"), dimension).as("vector"),
        floats.apply(col("windows"), col("windows_scale"), dimension).as("windows"));
  }

  private static byte[] bytes(Seq<Byte> codes) {
    byte[] bytes = new byte[codes.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = codes.apply(i);
    }
    return bytes;
  }
}
