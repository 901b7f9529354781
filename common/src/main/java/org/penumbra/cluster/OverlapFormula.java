package org.penumbra.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.penumbra.cluster.Overlap.Relation;
import org.penumbra.embed.Vectors;

/**
 * The overlap of a positive cluster P and a negative cluster N:
 *
 * <pre>
 *   overlap = R / (1 + R)  x  ( A(P-&gt;N) + A(N-&gt;P) ) / 2
 *
 *   R       (rP + rN) / d: how far both reach, against how far apart they are
 *   d       cosine distance of the two centroids
 *   r       robust radius: median cosine distance of members to their centroid
 *           + 1.4826 x the median absolute deviation from that median, at least .01
 *   A(X-&gt;Y) O / (1 + O), O = odds(share) / odds(size)
 *   share   of X's nearest-neighbour edges (10 an item, into the other class), those ending in Y
 *   size    Y's share of the items of its class
 * </pre>
 *
 * R is the cluster similarity of Davies and Bouldin (1979, IEEE PAMI 1(2), 224-227) with robust
 * radii; O is the odds ratio of ending in Y against chance, which, unlike the lift share / size,
 * has no ceiling for a large Y. Both factors lie in [0, 1], and one half means "reach equals
 * distance" and "neighbours as often as chance". Neither depends on how large P and N are, and
 * swapping the classes changes nothing. With one cluster a class every A is one half, and only
 * geometry speaks. The standard error follows from those of share and size by the delta method; the
 * geometric factor is taken as known.
 *
 * <p>P and N <i>overlap</i> when in either direction the lift, share / size, reaches {@code
 * minLift} on at least {@code minEdges} edges. When no two clusters do, each positive cluster is
 * paired with the negative one at the least centroid distance (relation {@link Relation#CLOSEST}),
 * so that a batch can always be filled.
 *
 * @param minLift lift from which clusters overlap, 2 by default
 * @param minEdges edges that lift must rest on, 3 by default
 */
public record OverlapFormula(double minLift, long minEdges) implements Serializable {

  /** Below this two items would be near-duplicates; keeps single-item clusters from vanishing. */
  private static final double LEAST_RADIUS = 0.01;

  /** One row per positive and negative cluster, in that order; empty clusters have none. */
  public List<Overlap> overlaps(OverlapStatistics statistics) {
    List<Overlap> overlaps = new ArrayList<>();
    for (int p = 0; p < statistics.positives().count(); p++) {
      for (int n = 0; n < statistics.negatives().count(); n++) {
        if (!Double.isNaN(statistics.positiveRadii()[p] + statistics.negativeRadii()[n])) {
          overlaps.add(overlap(statistics, p, n));
        }
      }
    }
    boolean any = overlaps.stream().anyMatch(Overlap::paired);
    return any ? overlaps : withClosest(overlaps);
  }

  private Overlap overlap(OverlapStatistics statistics, int p, int n) {
    double distance =
        Assignment.distance(
            Vectors.dot(statistics.positives().rows()[p], statistics.negatives().rows()[n]));
    double positiveRadius = statistics.positiveRadii()[p];
    double negativeRadius = statistics.negativeRadii()[n];
    Lift there = statistics.positiveEdges().lift(p, n);
    Lift back = statistics.negativeEdges().lift(n, p);

    double reach = Math.max(LEAST_RADIUS, positiveRadius) + Math.max(LEAST_RADIUS, negativeRadius);
    double geometry = reach / (reach + distance);
    double affinity = (there.affinity() + back.affinity()) / 2;
    double affinityError = Math.hypot(there.affinityError(), back.affinityError()) / 2;
    return new Overlap(
        p,
        n,
        geometry * affinity,
        geometry * affinityError,
        distance,
        positiveRadius,
        negativeRadius,
        there,
        back,
        reaches(there) || reaches(back) ? Relation.OVERLAPPING : Relation.APART);
  }

  private boolean reaches(Lift lift) {
    return lift.value() >= minLift && lift.edges() >= minEdges;
  }

  private static List<Overlap> withClosest(List<Overlap> overlaps) {
    return overlaps.stream()
        .map(each -> closestOf(each, overlaps).equals(each) ? each.as(Relation.CLOSEST) : each)
        .toList();
  }

  private static Overlap closestOf(Overlap one, List<Overlap> overlaps) {
    return overlaps.stream()
        .filter(other -> other.positiveCluster() == one.positiveCluster())
        .min(
            Comparator.comparingDouble(Overlap::centroidDistance)
                .thenComparingInt(Overlap::negativeCluster))
        .orElse(one);
  }
}
