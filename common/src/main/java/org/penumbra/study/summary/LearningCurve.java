package org.penumbra.study.summary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a strategy reached in a cell, by labels spent.
 *
 * @param cell where
 * @param strategy how items were chosen
 * @param metric of what
 * @param points by labels, ascending; only those that were measured
 */
public record LearningCurve(Cell cell, String strategy, String metric, List<CurvePoint> points) {

  public LearningCurve {
    points = List.copyOf(points);
  }

  /** The curve of one strategy; without points where nothing was measured. */
  public static LearningCurve of(Measurements rows, Cell cell, String strategy, String metric) {
    List<CurvePoint> points =
        rows.at(cell, strategy, metric).entrySet().stream().map(LearningCurve::point).toList();
    return new LearningCurve(cell, strategy, metric, points);
  }

  /** The curves of all strategies with that metric in a cell, by name. */
  public static List<LearningCurve> all(Measurements rows, Cell cell, String metric) {
    return rows.strategies(cell, metric).stream()
        .map(strategy -> of(rows, cell, strategy, metric))
        .toList();
  }

  /** The point at a number of labels. */
  public Optional<CurvePoint> at(int labels) {
    return points.stream().filter(point -> point.labels() == labels).findFirst();
  }

  private static CurvePoint point(Map.Entry<Integer, SortedMap<Long, Double>> bySeed) {
    double[] values =
        bySeed.getValue().values().stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return new CurvePoint(
        bySeed.getKey(), SeedMean.of(values), bySeed.getValue().size() - values.length);
  }
}
