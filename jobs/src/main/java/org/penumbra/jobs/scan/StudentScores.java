package org.penumbra.jobs.scan;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.student.LinearModel;
import org.penumbra.student.StudentModel;

/** Scores of a student: the highest window of a long text counts. */
public final class StudentScores {

  private StudentScores() {}

  /** The scores dataset of some embeddings. */
  public static Dataset<Row> of(
      Dataset<Row> embeddings, StudentModel student, String policyId, String scorer) {
    float[] weights = student.model().weights();
    double bias = student.model().bias();
    MapFunction<Row, Row> score =
        row -> {
          EncodedText text = new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false);
          double value = new LinearModel(weights, bias).score(text);
          return RowFactory.create(row.getString(0), policyId, scorer, value, null);
        };
    return embeddings
        .select("id", "vector", "windows")
        .map(score, Encoders.row(RunDataset.SCORES.schema()));
  }
}
