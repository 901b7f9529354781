package org.penumbra.study.summary;

/**
 * Where a non-decreasing curve first reaches a level.
 *
 * @param place inside the curve's grid, or to which side of it
 * @param labels where, the logarithm of the labels being interpolated linearly between points of
 *     the grid; the end of the grid where it is not inside
 */
public record Crossing(Place place, double labels) {

  /** Before the first point, inside, or beyond the last. */
  public enum Place {
    BEFORE,
    INSIDE,
    BEYOND
  }

  /**
   * The crossing of a curve.
   *
   * @param grid labels, positive and ascending, one or more
   * @param curve values there, non-decreasing
   */
  static Crossing of(double[] grid, double[] curve, double level) {
    if (curve[0] >= level) {
      return new Crossing(Place.BEFORE, grid[0]);
    }
    for (int i = 1; i < grid.length; i++) {
      if (curve[i] >= level) {
        double share = (level - curve[i - 1]) / (curve[i] - curve[i - 1]);
        double log = Math.log(grid[i - 1]) + share * Math.log(grid[i] / grid[i - 1]);
        return new Crossing(Place.INSIDE, Math.exp(log));
      }
    }
    return new Crossing(Place.BEYOND, grid[grid.length - 1]);
  }
}
