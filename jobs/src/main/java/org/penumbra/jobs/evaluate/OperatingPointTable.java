package org.penumbra.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Interval;
import org.penumbra.agree.WeightedShare;
import org.penumbra.decide.OperatingPoint;
import org.penumbra.decide.OperatingPoints;
import org.penumbra.jobs.student.ScoredPool;
import org.penumbra.settings.EvaluateSettings;
import org.penumbra.student.StudentModel;

/**
 * Thresholds for the student that {@code apply} uses. Precision and recall are those of its
 * held-out twin on audit items the twin has not seen. Scores of two models do not compare, so a
 * threshold goes from the twin to the student by its percentile of the pool; the share flagged is
 * the student's own on a pool sample.
 */
public final class OperatingPointTable {

  private final StudentModel student;
  private final Supplier<ScoredPool> pool;
  private final EvaluateSettings settings;

  /**
   * A table.
   *
   * @param pool scored by the student; asked for only where there is a threshold
   */
  public OperatingPointTable(
      StudentModel student, Supplier<ScoredPool> pool, EvaluateSettings settings) {
    this.student = student;
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * A row per wanted precision and recall.
   *
   * @param twin if there is one
   * @param scores the twin's, of audit items it has not seen
   */
  public List<Row> rows(
      String policyId,
      String model,
      Optional<StudentModel> twin,
      LabelledData data,
      SortedMap<String, Double> scores) {
    List<OperatingPoints.Item> items = new ArrayList<>();
    scores.forEach(
        (item, score) -> {
          Integer label = data.consensus().get(item);
          if (label != null) {
            items.add(new OperatingPoints.Item(item, score, label == 1, data.weight(item)));
          }
        });
    OperatingPoints points = new OperatingPoints(items, settings.confidence());
    List<OperatingPoint> wanted = new ArrayList<>();
    settings
        .wantedPrecisions()
        .forEach(share -> wanted.add(points.at(OperatingPoint.Target.PRECISION, share)));
    settings
        .wantedRecalls()
        .forEach(share -> wanted.add(points.at(OperatingPoint.Target.RECALL, share)));
    Flagging flagging =
        wanted.stream().anyMatch(OperatingPoint::found)
            ? new Flagging(twin.orElseThrow(), pool.get())
            : null;
    long positives = items.stream().filter(OperatingPoints.Item::positive).count();
    List<Row> rows = new ArrayList<>();
    for (OperatingPoint point : wanted) {
      double threshold = point.found() ? flagging.threshold(point.threshold()) : Double.NaN;
      Interval flagged = point.found() ? flagging.share(threshold) : Interval.UNDEFINED;
      rows.add(
          RowFactory.create(
              policyId,
              model,
              point.target().wireName(),
              point.wanted(),
              defined(threshold),
              defined(point.precision().estimate()),
              defined(point.precision().low()),
              defined(point.precision().high()),
              defined(point.recall().estimate()),
              defined(point.recall().low()),
              defined(point.recall().high()),
              defined(flagged.estimate()),
              defined(flagged.low()),
              defined(flagged.high()),
              reviewsPerDay(flagged),
              (long) items.size(),
              positives,
              point.found() ? null : point.why()));
    }
    return rows;
  }

  private Double reviewsPerDay(Interval flagged) {
    return settings.itemsPerDay() == null
        ? null
        : defined(settings.itemsPerDay() * flagged.estimate());
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** How the student flags the pool. */
  private final class Flagging {

    private final StudentModel twin;
    private final ScoredPool sample;

    private Flagging(StudentModel twin, ScoredPool sample) {
      this.twin = twin;
      this.sample = sample;
    }

    private double threshold(double ofTwin) {
      return student.percentiles().quantile(twin.percentiles().of(ofTwin));
    }

    private Interval share(double threshold) {
      WeightedShare share = new WeightedShare();
      for (int i = 0; i < sample.scores().length; i++) {
        share.add(sample.weights()[i], sample.scores()[i] >= threshold);
      }
      return share.interval(settings.confidence());
    }
  }
}
