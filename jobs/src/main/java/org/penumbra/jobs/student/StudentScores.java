package org.penumbra.jobs.student;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.Rows;
import org.penumbra.student.StudentModel;

/**
 * Scores of a student. Texts and vectors lie in datasets of their own: each gives its part of the
 * scores where it lies, so that the join moves two numbers an item and no text or vector.
 */
public final class StudentScores {

  private static final StructType OF_VECTORS = StructType.fromDDL("id STRING, of_vectors DOUBLE");
  private static final StructType OF_TEXT = StructType.fromDDL("id STRING, of_text DOUBLE");

  private StudentScores() {}

  /**
   * Columns id and score, by a student that reads no model's score.
   *
   * @param items with columns id and text
   * @param embeddings of the same items
   */
  public static Dataset<Row> of(Dataset<Row> items, Dataset<Row> embeddings, StudentModel student) {
    Broadcast<StudentModel> shared = broadcast(embeddings, student);
    MapFunction<Row, Row> ofVectors =
        row ->
            RowFactory.create(
                row.getString(0),
                shared
                    .value()
                    .ofVectors(new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false)));
    return withTexts(
        embeddings.select("id", "vector", "windows").map(ofVectors, Encoders.row(OF_VECTORS)),
        items,
        shared);
  }

  /**
   * The same by the pool's student.
   *
   * @param first columns id and score: what a model gave each of the items
   */
  public static Dataset<Row> ofPool(
      Dataset<Row> items, Dataset<Row> embeddings, Dataset<Row> first, StudentModel student) {
    Broadcast<StudentModel> shared = broadcast(embeddings, student);
    MapFunction<Row, Row> ofVectors =
        row ->
            RowFactory.create(
                row.getString(0),
                shared
                    .value()
                    .ofVectors(
                        new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false),
                        row.getDouble(3)));
    return withTexts(
        embeddings
            .join(first.select("id", "score"), "id")
            .select("id", "vector", "windows", "score")
            .map(ofVectors, Encoders.row(OF_VECTORS)),
        items,
        shared);
  }

  private static Broadcast<StudentModel> broadcast(Dataset<Row> embeddings, StudentModel student) {
    return JavaSparkContext.fromSparkContext(embeddings.sparkSession().sparkContext())
        .broadcast(student);
  }

  private static Dataset<Row> withTexts(
      Dataset<Row> scored, Dataset<Row> items, Broadcast<StudentModel> shared) {
    if (!shared.value().readsTexts()) {
      return scored.withColumnRenamed("of_vectors", "score");
    }
    MapFunction<Row, Row> ofText =
        row -> RowFactory.create(row.getString(0), shared.value().ofText(row.getString(1)));
    return scored
        .join(items.select("id", "text").map(ofText, Encoders.row(OF_TEXT)), "id")
        .select(col("id"), col("of_vectors").plus(col("of_text")).as("score"));
  }
}
