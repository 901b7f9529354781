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
   * Columns id and score.
   *
   * @param items with columns id and text
   * @param embeddings of the same items
   */
  public static Dataset<Row> of(Dataset<Row> items, Dataset<Row> embeddings, StudentModel student) {
    Broadcast<StudentModel> shared =
        JavaSparkContext.fromSparkContext(embeddings.sparkSession().sparkContext())
            .broadcast(student);
    MapFunction<Row, Row> ofVectors =
        row ->
            RowFactory.create(
                row.getString(0),
                shared
                    .value()
                    .ofVectors(new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false)));
    Dataset<Row> scored =
        embeddings.select("id", "vector", "windows").map(ofVectors, Encoders.row(OF_VECTORS));
    if (!student.readsTexts()) {
      return scored.withColumnRenamed("of_vectors", "score");
    }
    MapFunction<Row, Row> ofText =
        row -> RowFactory.create(row.getString(0), shared.value().ofText(row.getString(1)));
    return scored
        .join(items.select("id", "text").map(ofText, Encoders.row(OF_TEXT)), "id")
        .select(col("id"), col("of_vectors").plus(col("of_text")).as("score"));
  }
}
