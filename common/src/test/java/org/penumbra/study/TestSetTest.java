package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestSetTest {

  private static final TestSet TEST = new TestSet(new int[] {1, 0, 1, 0, 0, 0});
  private static final double[] SCORES = {.9, .8, .7, .3, .2, .1};

  @Test
  void kappaAtACutCountsWhatScoresAtLeastThat() {
    // Flags the first three: observed 5/6, expected 1/2.
    assertThat(TEST.kappa(SCORES, .7)).isCloseTo((5 / 6.0 - .5) / .5, within(1e-12));
    // Flags the first two: one right, one wrong, one missed.
    assertThat(TEST.kappa(SCORES, .75))
        .isCloseTo((4 / 6.0 - 20 / 36.0) / (1 - 20 / 36.0), within(1e-12));
  }

  @Test
  void atTheTruePrevalenceAsManyAreFlaggedAsThereArePositives() {
    assertThat(TEST.kappaAtTruePrevalence(SCORES)).isEqualTo(TEST.kappa(SCORES, .75));
  }

  @Test
  void theBestCutIsNeverBeaten() {
    double best = TEST.bestKappa(SCORES);

    assertThat(best).isEqualTo(TEST.kappa(SCORES, .7));
    for (double score : SCORES) {
      assertThat(TEST.kappa(SCORES, score)).isLessThanOrEqualTo(best);
    }
  }

  @Test
  void tiedScoresAreFlaggedTogether() {
    double[] tied = {.5, .5, .5, .5, .5, .5};

    assertThat(TEST.bestKappa(tied)).isZero();
  }

  @Test
  void averagePrecisionIsTheStepwiseSum() {
    assertThat(TEST.averagePrecision(SCORES)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
  }
}
