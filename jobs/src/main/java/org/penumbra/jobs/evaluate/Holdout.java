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
import org.penumbra.student.StudentModel;

/**
 * A labelled holdout of the user's own at natural prevalence: Parquet of (id, label, vector), the
 * vectors made by the run's encoder. No pool and no training set has seen it.
 */
public final class Holdout {

  private static final StructType COLUMNS =
      StructType.fromDDL("id STRING, label INT, vector ARRAY<FLOAT>");

  private final List<Rating> truth = new ArrayList<>();
  private final SortedMap<String, EncodedText> texts = new TreeMap<>();

  public Holdout(SparkSession spark, String uri) {
    Dataset<Row> given = GivenData.read(spark, uri, "evaluate.given-holdout", COLUMNS);
    for (Row row : given.collectAsList()) {
      String id = row.getString(0);
      if (row.isNullAt(1) || row.getInt(1) < 0 || row.getInt(1) > 1 || row.isNullAt(2)) {
        throw Errors.givenHoldoutRow(uri, id);
      }
      Answer answer = row.getInt(1) == 1 ? Answer.POSITIVE : Answer.NEGATIVE;
      truth.add(new Rating(id, id, "holdout", answer, 1));
      texts.put(id, new EncodedText(Rows.floats(row, 2), null, false));
    }
  }

  /** The labels, as the ratings of one rater. */
  public List<Rating> truth() {
    return truth;
  }

  /** What a student says of them. */
  public Predicted predicted(StudentModel student) {
    return Predictions.of(student, texts.keySet(), texts);
  }
}
