package org.penumbra.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * All that {@link OverlapFormula} looks at, for every positive and negative cluster.
 *
 * @param positives centroids of the predicted positives, unit length
 * @param negatives centroids of the predicted negatives, unit length
 * @param positiveRadii robust radii (cosine distance) beside them, NaN for an empty cluster
 * @param negativeRadii the same for the negatives
 * @param positiveEdges edges of sampled positives to sampled negatives
 * @param negativeEdges edges of sampled negatives to sampled positives
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record OverlapStatistics(
    Centroids positives,
    Centroids negatives,
    double[] positiveRadii,
    double[] negativeRadii,
    NeighbourEdges positiveEdges,
    NeighbourEdges negativeEdges) {

  /**
   * Puts the statistics together.
   *
   * @param positives centroids of the predicted positives
   * @param negatives centroids of the predicted negatives
   * @param positiveDistances distances of members to their centroid, per positive cluster
   * @param negativeDistances the same per negative cluster
   * @param positiveSample hash sample of the predicted positives
   * @param negativeSample hash sample of the predicted negatives
   * @param neighbours edges per sampled item
   */
  public static OverlapStatistics of(
      Centroids positives,
      Centroids negatives,
      DistanceHistogram[] positiveDistances,
      DistanceHistogram[] negativeDistances,
      List<SampledItem> positiveSample,
      List<SampledItem> negativeSample,
      int neighbours) {
    int p = positives.count();
    int n = negatives.count();
    return new OverlapStatistics(
        positives.normalised(),
        negatives.normalised(),
        radii(positiveDistances),
        radii(negativeDistances),
        NeighbourEdges.count(positiveSample, p, negativeSample, n, neighbours),
        NeighbourEdges.count(negativeSample, n, positiveSample, p, neighbours));
  }

  private static double[] radii(DistanceHistogram[] distances) {
    return Arrays.stream(distances).mapToDouble(DistanceHistogram::radius).toArray();
  }
}
