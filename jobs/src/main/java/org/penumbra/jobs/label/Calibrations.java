package org.penumbra.jobs.label;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.label.Answer;
import org.penumbra.label.assign.CalibrationSet;
import org.penumbra.settings.LabelSettings;

/** Reads the calibration set: JSON lines or CSV of (id, text, label). */
public final class Calibrations {

  private Calibrations() {}

  /**
   * The set that the settings name; {@link CalibrationSet#NONE} without one.
   *
   * @throws org.penumbra.UserException if it cannot be read or a row is incomplete
   */
  public static CalibrationSet of(SparkSession spark, LabelSettings settings) {
    String uri = settings.calibrationFile();
    if (uri == null) {
      return CalibrationSet.NONE;
    }
    List<CalibrationSet.Item> items = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (Row row : rows(spark, uri)) {
      String id = row.getString(0);
      Optional<Answer> answer = row.isNullAt(2) ? Optional.empty() : Answer.parse(row.getString(2));
      if (id == null || row.isNullAt(1) || answer.isEmpty() || !answer.get().decided()) {
        throw Errors.badCalibration(uri, "item '%s' is not complete".formatted(id));
      }
      if (!seen.add(id)) {
        throw Errors.badCalibration(uri, "item '%s' stands in it twice".formatted(id));
      }
      items.add(new CalibrationSet.Item(id, row.getString(1), answer.get()));
    }
    if (items.isEmpty()) {
      throw Errors.badCalibration(uri, "it is empty");
    }
    return new CalibrationSet(items, settings.calibrationPass());
  }

  /**
   * Makes sure that no item of the set goes by the id of one of the batch.
   *
   * @throws org.penumbra.UserException if one does
   */
  public static void requireApart(LabelSettings settings, CalibrationSet set, Set<String> batch) {
    for (String id : set.itemIds()) {
      if (batch.contains(id)) {
        throw Errors.badCalibration(
            settings.calibrationFile(),
            "its item '%s' has the id of an item of the batch: give it one of its own"
                .formatted(id));
      }
    }
  }

  private static List<Row> rows(SparkSession spark, String uri) {
    try {
      boolean csv = uri.toLowerCase(Locale.ROOT).endsWith(".csv");
      Dataset<Row> file =
          csv
              ? spark.read().option("header", "true").option("multiLine", "true").csv(uri)
              : spark.read().json(uri);
      return file.select(
              col("id").cast("string"), col("text").cast("string"), col("label").cast("string"))
          .orderBy("id")
          .collectAsList();
    } catch (Exception e) {
      // AnalysisException is checked and thrown unannounced.
      if (e instanceof AnalysisException) {
        throw Errors.badCalibration(uri, "it cannot be read as (id, text, label)");
      }
      throw e;
    }
  }
}
