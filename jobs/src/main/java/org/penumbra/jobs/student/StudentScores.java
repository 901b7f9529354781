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
import org.penumbra.student.LinearModel;
import org.penumbra.student.ScoreInput;
import org.penumbra.student.StudentModel;

/**
 * Scores of a student. Texts and vectors lie in datasets of their own: each gives its part of the
 * scores where it lies, so that the join moves two numbers an item and no text or vector.
 */
public final class StudentScores {

  private static final StructType OF_VECTORS = StructType.fromDDL("id STRING, of_vectors DOUBLE");
  private static final StructType OF_SCORE = StructType.fromDDL("id STRING, of_score DOUBLE");
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
   * The same by the pool's student. With hidden layers vectors are joined with the scores; without,
   * numbers alone.
   *
   * @param given columns id and score: what a model gave each of the items
   */
  public static Dataset<Row> ofPool(
      Dataset<Row> items, Dataset<Row> embeddings, Dataset<Row> given, StudentModel student) {
    Broadcast<StudentModel> shared = broadcast(embeddings, student);
    Dataset<Row> scored =
        student.scorer().head() instanceof LinearModel head
            ? linear(embeddings, given, head, student.scoreInput())
            : layered(embeddings, given, shared);
    return withTexts(scored, items, shared);
  }

  /** A linear head adds as much for the score whatever the window. */
  private static Dataset<Row> linear(
      Dataset<Row> embeddings, Dataset<Row> given, LinearModel head, ScoreInput input) {
    LinearModel leading = head.leading();
    double last = head.last();
    MapFunction<Row, Row> ofVectors =
        row ->
            RowFactory.create(
                row.getString(0),
                leading.score(new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false)));
    MapFunction<Row, Row> ofScore =
        row -> RowFactory.create(row.getString(0), last * input.coordinate(row.getDouble(1)));
    return embeddings
        .select("id", "vector", "windows")
        .map(ofVectors, Encoders.row(OF_VECTORS))
        .join(given.select("id", "score").map(ofScore, Encoders.row(OF_SCORE)), "id")
        .select(col("id"), col("of_vectors").plus(col("of_score")).as("of_vectors"));
  }

  private static Dataset<Row> layered(
      Dataset<Row> embeddings, Dataset<Row> given, Broadcast<StudentModel> shared) {
    MapFunction<Row, Row> ofVectors =
        row ->
            RowFactory.create(
                row.getString(0),
                shared
                    .value()
                    .ofVectors(
                        new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false),
                        row.getDouble(3)));
    return embeddings
        .join(given.select("id", "score"), "id")
        .select("id", "vector", "windows", "score")
        .map(ofVectors, Encoders.row(OF_VECTORS));
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
