package org.penumbra.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.agree.Rating;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.GivenData;
import org.penumbra.jobs.data.Rows;
import org.penumbra.label.Answer;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;

/**
 * A labelled holdout of the user's own at natural prevalence: Parquet of (id, label, vector), the
 * vectors made by the run's encoder; and text, for students that read it. No pool and no training
 * set has seen it.
 */
public final class Holdout {

  private static final StructType COLUMNS =
      StructType.fromDDL("id STRING, label INT, vector ARRAY<FLOAT>");

  private static final StructType TEXT = StructType.fromDDL("text STRING");

  private final String uri;
  private final List<Rating> truth = new ArrayList<>();
  private final SortedMap<String, StudentInput> inputs = new TreeMap<>();

  public Holdout(SparkSession spark, String uri) {
    this.uri = uri;
    Dataset<Row> given = GivenData.read(spark, uri, "evaluate.given-holdout", COLUMNS, TEXT);
    for (Row row : given.collectAsList()) {
      String id = row.getString(0);
      if (row.isNullAt(1) || row.getInt(1) < 0 || row.getInt(1) > 1 || row.isNullAt(2)) {
        throw Errors.givenHoldoutRow(uri, id);
      }
      Answer answer = row.getInt(1) == 1 ? Answer.POSITIVE : Answer.NEGATIVE;
      truth.add(new Rating(id, id, "holdout", answer, 1));
      EncodedText encoded = new EncodedText(Rows.floats(row, 2), null, false);
      inputs.put(id, new StudentInput(encoded, row.getString(3)));
    }
  }

  /** The labels, as the ratings of one rater. */
  public List<Rating> truth() {
    return truth;
  }

  /**
   * What a student says of them.
   *
   * @throws org.penumbra.UserException if it reads texts and one is not given
   */
  public Predicted predicted(StudentModel student) {
    for (String id : inputs.keySet()) {
      if (student.readsTexts() && inputs.get(id).text() == null) {
        throw Errors.givenHoldoutWithoutText(uri, id);
      }
    }
    return Predictions.of(student, inputs.keySet(), inputs);
  }
}
