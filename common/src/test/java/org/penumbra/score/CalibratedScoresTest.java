package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class CalibratedScoresTest {

  private static final int POOL = 1000;

  private final WeightedPercentiles population = population();

  @Test
  void theCutLeavesTheOtherModelsPrevalenceAboveIt() {
    Threshold like = new Threshold(-3, new Interval(.1, .05, .2), Threshold.RANK_PLATT);

    CalibratedScores scores = CalibratedScores.beside(population, like, List.of());

    assertThat(scores.threshold().cut()).isCloseTo(.9, within(.002));
    assertThat(scores.threshold().prevalence()).isEqualTo(like.prevalence());
    assertThat(scores.threshold().method()).isEqualTo(Threshold.RANK_PLATT);
    assertThat(scores.probability(.5)).isNaN();
  }

  @Test
  void probabilitiesRiseWithTheScoreWhereLabelsDo() {
    List<RankPlatt.Item> labelled = new ArrayList<>();
    for (int i = 1; i < 40; i++) {
      labelled.add(new RankPlatt.Item("i" + i, "g" + i, i / 40.0, i > 30 ? 1 : 0));
    }

    CalibratedScores scores =
        CalibratedScores.beside(
            population, new Threshold(0, new Interval(.2, .1, .3), Threshold.AUDIT), labelled);

    assertThat(scores.probability(.95)).isGreaterThan(.8);
    assertThat(scores.probability(.2)).isLessThan(.1);
  }

  private static WeightedPercentiles population() {
    double[] scores = new double[POOL];
    double[] weights = new double[POOL];
    Arrays.setAll(scores, i -> (double) i / POOL);
    Arrays.fill(weights, 1);
    return new WeightedPercentiles(scores, weights);
  }
}
