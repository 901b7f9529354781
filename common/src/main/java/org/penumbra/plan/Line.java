package org.penumbra.plan;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What something takes as a straight line over items: a fixed part and one per item, neither below
 * zero.
 *
 * @param fixed what it takes however few items there are
 * @param perItem what each item adds
 */
public record Line(double fixed, double perItem) {

  /**
   * What was measured.
   *
   * @param items more than 0
   * @param value what they took together
   */
  public record Point(double items, double value) {}

  /**
   * The line of least squared relative errors: errors of a time grow with it. Through points of one
   * size it runs from zero, so that all of it is per item. What got less with more items does not
   * depend on them: it is taken as fixed, at its most.
   *
   * @param points one at least
   */
  public static Line through(List<Point> points) {
    double weights = sum(points, p -> weight(p));
    double x = sum(points, p -> weight(p) * p.items()) / weights;
    double y = sum(points, p -> weight(p) * p.value()) / weights;
    double xx = sum(points, p -> weight(p) * (p.items() - x) * (p.items() - x));
    double xy = sum(points, p -> weight(p) * (p.items() - x) * (p.value() - y));
    if (points.stream().mapToDouble(Point::items).distinct().count() < 2) {
      return new Line(0, y / x);
    }
    double perItem = xy / xx;
    if (perItem <= 0) {
      return new Line(points.stream().mapToDouble(Point::value).max().orElseThrow(), 0);
    }
    double fixed = y - perItem * x;
    return fixed >= 0
        ? new Line(fixed, perItem)
        : new Line(0, points.stream().mapToDouble(p -> p.value() / p.items()).average().orElse(0));
  }

  /** What so many items take. */
  public double at(double items) {
    return fixed + perItem * items;
  }

  private static double weight(Point point) {
    return 1 / (point.items() * point.items());
  }

  private static double sum(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).sum();
  }
}
