package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedAucTest {

  @Test
  void countsWhatAPositiveOutscoresTiesHalf() {
    WeightedAuc area = of(new double[] {.1, .4, .4, .8}, 0, 0, 1, 1);

    // Pairs: .4 over .1, .4 and .4 tied, .8 over both.
    assertThat(area.estimate()).isEqualTo(3.5 / 4);
    assertThat(area.positives()).isEqualTo(2);
  }

  @Test
  void weighsEveryItemByWhatItStandsFor() {
    WeightedAuc area =
        WeightedAuc.of(
            new double[] {3, 2, 1, 2.5}, new int[] {1, 1, 0, 0}, new double[] {1, 3, 2, 2});

    // Of 4 x 4 pairs: the first positive wins 1 x 4, the second 3 x 2.
    assertThat(area.estimate()).isEqualTo(10 / 16.0);
    assertThat(area.positives()).isEqualTo(16 / 10.0);
    assertThat(area.negatives()).isEqualTo(2);
  }

  @Test
  void boundIsWhereHanleyAndMcNeilsDeviationReachesTheEstimate() {
    WeightedAuc area = new WeightedAuc(.7, 20, 30);
    double bound = area.upperBound();

    double q1 = bound / (2 - bound);
    double q2 = 2 * bound * bound / (1 + bound);
    double variance =
        (bound * (1 - bound) + 19 * (q1 - bound * bound) + 29 * (q2 - bound * bound)) / 600;
    assertThat(bound - 1.6449 * Math.sqrt(variance)).isCloseTo(.7, within(1e-9));
  }

  @Test
  void fewLabelsRuleOutLittle() {
    assertThat(new WeightedAuc(.5, 2, 40).upperBound()).isGreaterThan(.7);
    assertThat(new WeightedAuc(.4, 60, 60).upperBound()).isLessThan(.6);
    assertThat(new WeightedAuc(1, 5, 5).upperBound()).isEqualTo(1);
  }

  @Test
  void isUndefinedWithoutBothLabels() {
    assertThat(of(new double[] {1, 2}, 0, 0).estimate()).isNaN();
    assertThat(of(new double[] {1, 2}, 1, 1).upperBound()).isNaN();
  }

  @Test
  void boundHoldsTheTruthInAboutNineteenSamplesOfTwenty() {
    // Normal scores whose area is .6: positives are shifted by sqrt(2) x the .6 quantile.
    double shift = Math.sqrt(2) * .2533471;
    Random random = new Random(5);
    int held = 0;
    for (int sample = 0; sample < 2000; sample++) {
      double[] scores = new double[50];
      int[] labels = new int[50];
      for (int i = 0; i < 50; i++) {
        labels[i] = i < 12 ? 1 : 0;
        scores[i] = random.nextGaussian() + shift * labels[i];
      }
      held += of(scores, labels).upperBound() >= .6 ? 1 : 0;
    }
    assertThat(held / 2000.0).isBetween(.93, .98);
  }

  private static WeightedAuc of(double[] scores, int... labels) {
    double[] ones = new double[scores.length];
    Arrays.fill(ones, 1);
    return WeightedAuc.of(scores, labels, ones);
  }
}
