package org.penumbra.drift;

import java.util.Locale;
import org.penumbra.cluster.DistanceHistogram;
import org.penumbra.embed.Vectors;

/**
 * What a run knows: where its clusters reach to, and where its labelled items lie. Distances are
 * cosine distances, 0 to 2.
 *
 * @param centroids of the run's clusters, of unit length
 * @param radii how far each reaches; NaN for an empty one
 * @param labelled vectors of the labelled items, of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record KnownGround(float[][] centroids, double[] radii, float[][] labelled) {

  /** How a region stands to what is known. */
  public enum Standing {
    /** Beyond every cluster, and without a labelled item. */
    NEW,
    /** In reach of a cluster, but without a labelled item. */
    UNLABELLED,
    /** With labelled items. */
    LABELLED;

    /** The name as it stands in datasets. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where a region lies.
   *
   * @param radius how far the region reaches from its centre
   * @param clusterDistance from its centre to the nearest centroid
   * @param labelledDistance from its centre to the nearest labelled item; NaN where there is none
   */
  public record Place(
      Standing standing, double radius, double clusterDistance, double labelledDistance) {}

  /** The place of a region of some vectors. */
  public Place of(Region region, float[][] vectors) {
    DistanceHistogram distances = new DistanceHistogram();
    for (int member : region.members()) {
      distances.add(DistanceHistogram.bin(distance(vectors[member], region.centre())), 1);
    }
    double radius = distances.radius();
    double nearestCluster = Double.NaN;
    boolean inCluster = false;
    for (int i = 0; i < centroids.length; i++) {
      double distance = distance(centroids[i], region.centre());
      inCluster |= distance <= radii[i];
      nearestCluster = lesser(nearestCluster, distance);
    }
    double nearestLabelled = Double.NaN;
    for (float[] item : labelled) {
      nearestLabelled = lesser(nearestLabelled, distance(item, region.centre()));
    }
    Standing standing =
        nearestLabelled <= radius
            ? Standing.LABELLED
            : inCluster ? Standing.UNLABELLED : Standing.NEW;
    return new Place(standing, radius, nearestCluster, nearestLabelled);
  }

  private static double lesser(double least, double distance) {
    return Double.isNaN(least) ? distance : Math.min(least, distance);
  }

  private static double distance(float[] one, float[] other) {
    return Math.max(0, 1 - (double) Vectors.dot(one, other));
  }
}
