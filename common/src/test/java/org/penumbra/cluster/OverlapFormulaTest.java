package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Overlap.Relation;

/**
 * Made shapes. Each class has the cluster under test (0) and one in a far corner of its own (1), so
 * that a lift can differ from 1.
 */
class OverlapFormulaTest {

  private static final int DIMENSIONS = 16;
  private static final OverlapFormula FORMULA = new OverlapFormula(2, 3);

  /** A cloud about a direction some degrees from the first axis. */
  private record Shape(double degrees, double sd, int items) {}

  @Test
  void ordersApartTouchingNestedAndIdentical() {
    Shape fixed = new Shape(0, 0.1, 200);
    double apart = overlap(fixed, new Shape(80, 0.1, 200)).overlap();
    double touching = overlap(fixed, new Shape(40, 0.1, 200)).overlap();
    double nested = overlap(fixed, new Shape(8, 0.03, 200)).overlap();
    double identical = overlap(fixed, new Shape(0, 0.1, 200)).overlap();

    assertThat(apart).isLessThan(touching);
    assertThat(touching).isLessThan(nested);
    assertThat(nested).isLessThan(identical);
    assertThat(apart).isLessThan(0.2);
    assertThat(identical).isBetween(0.8, 1.0);
  }

  @Test
  void swappingTheClassesChangesNothingButTheNames() {
    Shape one = new Shape(0, 0.1, 150);
    Shape other = new Shape(30, 0.2, 400);
    List<Clouded> positives = clusters("a", one, 2);
    List<Clouded> negatives = clusters("b", other, 3);

    Overlap there = first(FORMULA.overlaps(statistics(positives, negatives)));
    Overlap back = first(FORMULA.overlaps(statistics(negatives, positives)));

    assertThat(back.overlap()).isEqualTo(there.overlap());
    assertThat(back.overlapError()).isEqualTo(there.overlapError());
    assertThat(back.positiveLift()).isEqualTo(there.negativeLift());
    assertThat(back.positiveRadius()).isEqualTo(there.negativeRadius());
    assertThat(back.relation()).isEqualTo(there.relation());
  }

  @Test
  void aTinyClusterInsideAHugeOneOverlaps() {
    Overlap inside = overlap(new Shape(0, 0.1, 2000), new Shape(5, 0.05, 12));
    Overlap outside = overlap(new Shape(0, 0.1, 2000), new Shape(80, 0.05, 12));

    assertThat(inside.relation()).isEqualTo(Relation.OVERLAPPING);
    assertThat(inside.overlap()).isGreaterThan(2 * outside.overlap());
  }

  @Test
  void doesNotDependOnHowLargeClustersAre() {
    double small = overlap(new Shape(0, 0.1, 100), new Shape(25, 0.1, 100)).overlap();
    double large = overlap(new Shape(0, 0.1, 1000), new Shape(25, 0.1, 1000)).overlap();

    assertThat(large).isCloseTo(small, within(0.05));
  }

  @Test
  void theErrorShrinksWithTheSample() {
    List<Clouded> positives = clusters("p", new Shape(0, 0.3, 900), 2);
    List<Clouded> negatives = clusters("n", new Shape(40, 0.3, 900), 3);

    double whole = first(FORMULA.overlaps(statistics(positives, negatives, 1))).overlapError();
    double ninth = first(FORMULA.overlaps(statistics(positives, negatives, 9))).overlapError();

    assertThat(ninth / whole).isGreaterThan(2.5);
  }

  @Test
  void statesTheFormulaAsWritten() {
    Overlap found = overlap(new Shape(0, 0.1, 300), new Shape(25, 0.2, 300));

    double reach = found.positiveRadius() + found.negativeRadius();
    double ratio = reach / found.centroidDistance();
    double affinity = (found.positiveLift().affinity() + found.negativeLift().affinity()) / 2;
    assertThat(found.overlap()).isCloseTo(ratio / (1 + ratio) * affinity, within(1e-12));
    assertThat(found.centroidDistance()).isCloseTo(1 - Math.cos(Math.toRadians(25)), within(0.01));
  }

  @Test
  void twoSingleItemsAtTheSamePlaceOverlapByGeometry() {
    List<Clouded> one = List.of(new Clouded("p", new float[][] {{1, 0}}));
    List<Clouded> other = List.of(new Clouded("n", new float[][] {{1, 0}}));

    Overlap found = first(FORMULA.overlaps(statistics(one, other)));

    // Geometry 1; the only cluster of its class has affinity one half.
    assertThat(found.overlap()).isCloseTo(0.5, within(1e-6));
    assertThat(found.relation()).isEqualTo(Relation.CLOSEST);
  }

  @Test
  void takesTheClosestWhereNothingOverlaps() {
    OverlapFormula unreachable = new OverlapFormula(1e9, 3);
    List<Clouded> positives = clusters("p", new Shape(0, 0.1, 50), 2);
    List<Clouded> negatives = clusters("n", new Shape(20, 0.1, 50), 3);

    List<Overlap> overlaps = unreachable.overlaps(statistics(positives, negatives));

    assertThat(overlaps.stream().filter(Overlap::paired).map(Overlap::cell))
        .hasSize(2)
        .startsWith("p0-n0");
    assertThat(overlaps.stream().filter(Overlap::paired).map(Overlap::relation))
        .containsOnly(Relation.CLOSEST);
  }

  @Test
  void aLiftOnTooFewEdgesIsNoOverlap() {
    List<Clouded> positives = clusters("p", new Shape(0, 0.1, 50), 2);
    List<Clouded> negatives = clusters("n", new Shape(0, 0.1, 50), 3);
    OverlapStatistics statistics = statistics(positives, negatives);
    long edges = first(FORMULA.overlaps(statistics)).positiveLift().edges();
    long back = first(FORMULA.overlaps(statistics)).negativeLift().edges();
    long most = Math.max(edges, back);

    assertThat(first(new OverlapFormula(1.5, most).overlaps(statistics)).relation())
        .isEqualTo(Relation.OVERLAPPING);
    assertThat(first(new OverlapFormula(1.5, most + 1).overlaps(statistics)).relation())
        .isNotEqualTo(Relation.OVERLAPPING);
  }

  @Test
  void anEmptyClusterHasNoRow() {
    List<Clouded> positives = clusters("p", new Shape(0, 0.1, 20), 2);
    List<Clouded> negatives = new ArrayList<>(clusters("n", new Shape(0, 0.1, 20), 3));
    negatives.set(1, new Clouded("none", new float[0][]));

    assertThat(FORMULA.overlaps(statistics(positives, negatives)).stream().map(Overlap::cell))
        .containsExactly("p0-n0", "p1-n0");
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Clouded(String name, float[][] rows) {}

  private static Overlap overlap(Shape positive, Shape negative) {
    return first(
        FORMULA.overlaps(statistics(clusters("p", positive, 2), clusters("n", negative, 3))));
  }

  private static Overlap first(List<Overlap> overlaps) {
    return overlaps.get(0);
  }

  private static List<Clouded> clusters(String name, Shape shape, int corner) {
    float[] centre = Clouds.direction(DIMENSIONS, 0, 1, shape.degrees());
    float[] far = Clouds.direction(DIMENSIONS, corner, corner, 0);
    return List.of(
        new Clouded(name, Clouds.cloud(name, centre, shape.sd(), shape.items())),
        new Clouded(name + "-far", Clouds.cloud(name + "-far", far, 0.1, 300)));
  }

  private static OverlapStatistics statistics(List<Clouded> positives, List<Clouded> negatives) {
    return statistics(positives, negatives, 1);
  }

  private static OverlapStatistics statistics(
      List<Clouded> positives, List<Clouded> negatives, int step) {
    return OverlapStatistics.of(
        centroids(positives),
        centroids(negatives),
        distances(positives),
        distances(negatives),
        sample(positives, step),
        sample(negatives, step),
        10);
  }

  private static Centroids centroids(List<Clouded> clusters) {
    return new Centroids(
        clusters.stream().map(cluster -> mean(cluster.rows())).toArray(float[][]::new));
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows.length == 0 ? DIMENSIONS : rows[0].length];
    for (float[] row : rows) {
      for (int d = 0; d < row.length; d++) {
        mean[d] += row[d] / rows.length;
      }
    }
    return mean;
  }

  private static DistanceHistogram[] distances(List<Clouded> clusters) {
    return clusters.stream()
        .map(
            cluster -> {
              Assignment own = new Assignment(new Centroids(new float[][] {mean(cluster.rows())}));
              return DistanceHistogram.perCluster(own.assign(cluster.rows()), 1)[0];
            })
        .toArray(DistanceHistogram[]::new);
  }

  private static List<SampledItem> sample(List<Clouded> clusters, int step) {
    List<SampledItem> sample = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      List<SampledItem> all = Clouds.items(clusters.get(i).name(), clusters.get(i).rows(), i);
      for (int item = 0; item < all.size(); item += step) {
        sample.add(all.get(item));
      }
    }
    return sample;
  }
}
