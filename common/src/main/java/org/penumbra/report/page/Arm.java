package org.penumbra.report.page;

import java.util.List;
import org.penumbra.Interval;

/**
 * Another way to spend labels, for comparison on the holdout.
 *
 * @param name in a word or two
 * @param points what it reached, by labels
 */
public record Arm(String name, List<Point> points) {

  public Arm {
    points = List.copyOf(points);
  }

  /**
   * What it reached.
   *
   * @param items labelled
   * @param kappa on the holdout
   */
  public record Point(long items, Interval kappa) {}
}
