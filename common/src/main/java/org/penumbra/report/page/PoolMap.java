package org.penumbra.report.page;

import java.util.List;

/**
 * A sample of the pool in two dimensions.
 *
 * @param points items of the sample
 * @param centroids of all clusters
 * @param explained share of the sample's variance along each axis, 0 to 1
 * @param poolPositives items of the pool predicted positive
 * @param poolNegatives items of the pool predicted negative
 */
public record PoolMap(
    List<Point> points,
    List<Centroid> centroids,
    List<Double> explained,
    long poolPositives,
    long poolNegatives) {

  /** A map of nothing. */
  public static final PoolMap EMPTY = new PoolMap(List.of(), List.of(), List.of(), 0, 0);

  public PoolMap {
    points = List.copyOf(points);
    centroids = List.copyOf(centroids);
    explained = List.copyOf(explained);
  }

  /**
   * An item on the map.
   *
   * @param item by its place in the report's list
   * @param x along the first axis
   * @param y along the second
   */
  public record Point(int item, double x, double y) {}

  /**
   * A cluster's centroid on the map.
   *
   * @param label 0 or 1
   * @param cluster number within the label
   * @param items members
   * @param x along the first axis
   * @param y along the second
   */
  public record Centroid(int label, int cluster, long items, double x, double y) {}
}
