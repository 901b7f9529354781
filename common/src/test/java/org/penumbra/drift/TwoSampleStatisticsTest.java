package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoSampleStatisticsTest {

  private static final byte[] LAST_THREE = {0, 0, 0, 1, 1, 1};

  @Test
  void smirnovsDistanceIsOneWhereTheSamplesLieApart() {
    KolmogorovSmirnov distance = new KolmogorovSmirnov(new double[] {1, 2, 3, 4, 5, 6});

    assertThat(distance.of(LAST_THREE, 3)).isEqualTo(1);
  }

  @Test
  void smirnovsDistanceCountsTiesTogether() {
    assertThat(new KolmogorovSmirnov(new double[] {7, 7, 7, 7, 7, 7}).of(LAST_THREE, 3)).isZero();
    assertThat(new KolmogorovSmirnov(new double[] {1, 2, 2, 2, 2, 3}).of(LAST_THREE, 3))
        .isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void chiSquareIsThatOfTheTableOfCounts() {
    // 8 and 2 of the reference, 3 and 7 of the snapshot: chi-square 5.0505 by hand.
    int[] clusters = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    byte[] labels = new byte[20];
    Arrays.fill(labels, 10, 20, (byte) 1);
    ClusterMasses masses = new ClusterMasses(clusters, 3);

    assertThat(masses.of(labels, 10))
        .isCloseTo(20.0 * 50 * 50 / (10 * 10 * 11 * 9.0), within(1e-9));
    assertThat(masses.counts(labels)).containsExactly(3, 7, 0);
    assertThat(masses.deviations(labels, 10)[2]).isZero();
    assertThat(masses.greatest(labels, 10)).isCloseTo(2.5 / Math.sqrt(4.5 / 2), within(1e-9));
  }

  @Test
  void aMeansShiftHasAnIntervalThatHoldsIt() {
    TwoSamples samples = TwoSamples.of(Arrays.asList(new String[4]), Arrays.asList(new String[4]));
    MeanShift shift = new MeanShift(new double[] {0, 0, 0, 1, 0, 1, 1, 1});

    assertThat(shift.of(samples.labels(), 4)).isEqualTo(.5);
    assertThat(shift.ofReference(samples)).isEqualTo(.25);
    assertThat(shift.ofSnapshot(samples)).isEqualTo(.75);
    double error = Math.sqrt(2 * .1875 * 4 / 3 / 4);
    assertThat(shift.interval(samples, .95).low()).isCloseTo(.5 - 1.959964 * error, within(1e-6));
    assertThat(shift.interval(samples, .95).high()).isCloseTo(.5 + 1.959964 * error, within(1e-6));
  }

  @Test
  void holmAdjustsAsHisProcedureSteps() {
    assertThat(Holm.adjusted(new double[] {.01, .04, .03, .005}))
        .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-12));
    assertThat(Holm.adjusted(new double[] {.6, .7})).containsExactly(1, 1);
  }

  @Test
  void sharesHaveTheExactInterval() {
    assertThat(Shares.interval(0, 10, .95).low()).isZero();
    assertThat(Shares.interval(0, 10, .95).high()).isCloseTo(.30850, within(1e-5));
    assertThat(Shares.interval(5, 10, .95).low()).isCloseTo(.18709, within(1e-5));
    assertThat(Shares.interval(5, 10, .95).high()).isCloseTo(.81291, within(1e-5));
    assertThat(Shares.interval(10, 10, .95).high()).isEqualTo(1);
  }

  @Test
  void aPermutationsPValueIsNeverZero() {
    NullDistribution distribution = new NullDistribution(5, new double[] {1, 2, 3, 4});

    assertThat(distribution.pValue()).isEqualTo(.2);
    assertThat(distribution.pValue(3)).isEqualTo(.6);
    assertThat(distribution.pValue(0)).isEqualTo(1);
  }

  @Test
  void permutationsOfASeedAreTheSame() {
    TwoSamples samples = TwoSamples.of(Arrays.asList(new String[6]), Arrays.asList(new String[5]));
    List<MeanShift> shift = List.of(new MeanShift(new double[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5}));

    assertThat(new Permutations(99, 3).of(samples, shift).get(0).ascending())
        .isEqualTo(new Permutations(99, 3).of(samples, shift).get(0).ascending())
        .isNotEqualTo(new Permutations(99, 4).of(samples, shift).get(0).ascending());
  }
}
