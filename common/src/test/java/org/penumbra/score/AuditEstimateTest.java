package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.score.AuditEstimate.Stratum;

class AuditEstimateTest {

  /** Edges at the .5, .8, .9, .95 and .98 quantiles. */
  private static final double[] SHARES = {0.5, 0.3, 0.1, 0.05, 0.03, 0.02};

  @Test
  void isTheStratifiedMean() {
    Interval interval = AuditEstimate.of(List.of(new Stratum(900, 10, 1), new Stratum(100, 10, 6)));

    assertThat(interval.estimate()).isCloseTo(0.9 * 0.1 + 0.1 * 0.6, within(1e-12));
  }

  @Test
  void isTheMidPIntervalForOneStratum() {
    Interval interval = AuditEstimate.of(List.of(new Stratum(5000, 10, 1)));

    assertThat(interval.low()).isCloseTo(0.005001, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.403476, within(1e-6));
  }

  @Test
  void coversThePrevalenceWithAHundredAnswersInSixStrata() {
    double[][] worlds = {
      {0.004, 0.02, 0.08, 0.2, 0.35, 0.6},
      {0.01, 0.04, 0.08, 0.15, 0.25, 0.35},
      {0.05, 0.05, 0.05, 0.05, 0.05, 0.05},
      {0.0005, 0.005, 0.05, 0.3, 0.6, 0.75},
    };
    int[][] allocations = {{22, 29, 19, 14, 10, 6}, {17, 17, 17, 17, 16, 16}};
    Random random = new Random(4);
    for (double[] world : worlds) {
      double prevalence = 0;
      for (int h = 0; h < SHARES.length; h++) {
        prevalence += SHARES[h] * world[h];
      }
      assertThat(prevalence).isBetween(0.03, 0.06);
      for (int[] allocation : allocations) {
        assertThat(coverage(world, allocation, prevalence, random)).isGreaterThanOrEqualTo(0.93);
      }
    }
  }

  @Test
  void doesNotCallAnUnseenStratumEmptyOfPositives() {
    Interval interval = AuditEstimate.of(List.of(new Stratum(900, 10, 0), new Stratum(100, 10, 0)));

    assertThat(interval.estimate()).isZero();
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isGreaterThan(0.2);
  }

  @Test
  void joinsAStratumWithoutAnswersToItsNeighbour() {
    Stratum answered = new Stratum(100, 10, 5);
    Stratum high = new Stratum(100, 10, 9);

    assertThat(AuditEstimate.of(List.of(answered, new Stratum(800, 0, 0), high)))
        .isEqualTo(AuditEstimate.of(List.of(new Stratum(900, 10, 5), high)));
    assertThat(AuditEstimate.of(List.of(new Stratum(800, 0, 0), answered, high)))
        .isEqualTo(AuditEstimate.of(List.of(new Stratum(900, 10, 5), high)));
  }

  @Test
  void isUndefinedWithoutAnswers() {
    assertThat(AuditEstimate.of(List.of(new Stratum(100, 0, 0))).defined()).isFalse();
    assertThat(AuditEstimate.of(List.of()).defined()).isFalse();
  }

  @Test
  void refusesMorePositivesThanAnswers() {
    assertThatThrownBy(() -> new Stratum(10, 2, 3))
        .hasMessage("Impossible stratum: size 10.0, 3 of 2");
  }

  private static double coverage(
      double[] world, int[] allocation, double prevalence, Random random) {
    int covered = 0;
    int runs = 2000;
    for (int run = 0; run < runs; run++) {
      List<Stratum> strata = new ArrayList<>();
      for (int h = 0; h < SHARES.length; h++) {
        int positives = 0;
        for (int i = 0; i < allocation[h]; i++) {
          positives += random.nextDouble() < world[h] ? 1 : 0;
        }
        strata.add(new Stratum(SHARES[h] * 1e6, allocation[h], positives));
      }
      covered += AuditEstimate.of(strata).contains(prevalence) ? 1 : 0;
    }
    return covered / (double) runs;
  }
}
