package org.penumbra.report.page;

import java.util.List;

/**
 * A positive and a negative cluster, how far they lie in one another, and why.
 *
 * @param name such as {@code p3-n17}
 * @param positive the cluster predicted positive
 * @param negative the cluster predicted negative
 * @param overlap 0 to 1
 * @param standardError of the overlap; NaN where unknown
 * @param relation overlapping or closest
 * @param distance of the centroids, cosine
 * @param pairs nearest neighbours found in it
 */
public record Cell(
    String name,
    Side positive,
    Side negative,
    double overlap,
    double standardError,
    String relation,
    double distance,
    long pairs) {

  /**
   * One of the two clusters.
   *
   * @param cluster its number within its label
   * @param items members
   * @param radius robust radius, cosine distance
   * @param lift how often its neighbours lie in the other one; 1 is chance
   * @param saidPositive members that the experts found positive
   * @param saidNegative members that they found negative
   * @param saidNothing members on which they were tied or unsure
   * @param examples members near the other cluster, by their place in the report's list
   */
  public record Side(
      int cluster,
      long items,
      double radius,
      double lift,
      long saidPositive,
      long saidNegative,
      long saidNothing,
      List<Integer> examples) {

    public Side {
      examples = List.copyOf(examples);
    }
  }
}
