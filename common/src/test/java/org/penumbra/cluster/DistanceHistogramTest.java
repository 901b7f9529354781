package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Assignment.Assigned;

class DistanceHistogramTest {

  @Test
  void medianAndRadiusOfAHandfulOfDistances() {
    DistanceHistogram histogram = of(0.1005, 0.2005, 0.3005, 0.5005, 1.9005);

    assertThat(histogram.median()).isCloseTo(0.3005, within(1e-9));
    // Deviations .2, .1, 0, .2, 1.6: their median is .2.
    assertThat(histogram.radius()).isCloseTo(0.3005 + 1.4826 * 0.2, within(1e-9));
  }

  @Test
  void anOutlierHardlyMovesTheRadius() {
    double without = of(0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16).radius();
    double with = of(0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 2).radius();

    assertThat(with).isCloseTo(without, within(0.02));
  }

  @Test
  void partsMergeToTheWhole() {
    DistanceHistogram parts = of(0.1, 0.2);
    parts.merge(of(0.7, 0.9, 1.3));

    DistanceHistogram whole = of(0.9, 0.1, 1.3, 0.2, 0.7);

    assertThat(parts.items()).isEqualTo(5);
    assertThat(parts.radius()).isEqualTo(whole.radius());
  }

  @Test
  void growingTenfoldChangesNothing() {
    DistanceHistogram one = of(0.1, 0.2, 0.4, 0.5);
    DistanceHistogram ten = new DistanceHistogram();
    for (int i = 0; i < 10; i++) {
      ten.merge(one);
    }

    assertThat(ten.radius()).isEqualTo(one.radius());
  }

  @Test
  void anEmptyHistogramHasNoMedian() {
    assertThat(new DistanceHistogram().median()).isNaN();
    assertThat(new DistanceHistogram().radius()).isNaN();
  }

  @Test
  void binsCoverZeroToTwo() {
    assertThat(DistanceHistogram.bin(0)).isEqualTo(0);
    assertThat(DistanceHistogram.bin(0.0015)).isEqualTo(1);
    assertThat(DistanceHistogram.bin(2)).isEqualTo(1999);
  }

  @Test
  void countsPerCluster() {
    DistanceHistogram[] histograms =
        DistanceHistogram.perCluster(
            new Assigned(new int[] {1, 1, 0}, new double[] {0.1, 0.3, 0.2}), 3);

    assertThat(histograms[0].items()).isEqualTo(1);
    assertThat(histograms[1].items()).isEqualTo(2);
    assertThat(histograms[2].items()).isEqualTo(0);
  }

  private static DistanceHistogram of(double... distances) {
    DistanceHistogram histogram = new DistanceHistogram();
    for (double distance : distances) {
      histogram.add(DistanceHistogram.bin(distance), 1);
    }
    return histogram;
  }
}
