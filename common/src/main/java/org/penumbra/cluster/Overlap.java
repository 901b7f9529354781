package org.penumbra.cluster;

/**
 * How far a positive and a negative cluster run into each other, with every term of {@link
 * OverlapFormula}.
 *
 * @param positiveCluster number of the positive cluster
 * @param negativeCluster number of the negative cluster
 * @param overlap in [0, 1]
 * @param overlapError its standard error, from the edges alone
 * @param centroidDistance cosine distance of the centroids, in [0, 2]
 * @param positiveRadius robust radius of the positive cluster (cosine distance)
 * @param negativeRadius robust radius of the negative cluster (cosine distance)
 * @param positiveLift how often edges of the positive cluster end in the negative one, against
 *     chance
 * @param negativeLift the same from the negative cluster to the positive one
 * @param relation what follows for pairing
 */
public record Overlap(
    int positiveCluster,
    int negativeCluster,
    double overlap,
    double overlapError,
    double centroidDistance,
    double positiveRadius,
    double negativeRadius,
    Lift positiveLift,
    Lift negativeLift,
    Relation relation) {

  /** What two clusters are to each other. */
  public enum Relation {
    /** Enough edges lead from one to the other: pairs are taken here. */
    OVERLAPPING,
    /** Nothing overlaps at all, but these two are closest: pairs are taken here instead. */
    CLOSEST,
    /** No pairs are taken here. */
    APART
  }

  /** The pair of clusters by name, as in {@code p3-n7}. */
  public String cell() {
    return "p" + positiveCluster + "-n" + negativeCluster;
  }

  /** Whether pairs are taken here. */
  public boolean paired() {
    return relation != Relation.APART;
  }

  Overlap as(Relation other) {
    return new Overlap(
        positiveCluster,
        negativeCluster,
        overlap,
        overlapError,
        centroidDistance,
        positiveRadius,
        negativeRadius,
        positiveLift,
        negativeLift,
        other);
  }
}
