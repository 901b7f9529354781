package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;

class AveragePrecisionTest {

  private static final int[] LABELS = {1, 0, 1, 1, 0, 0, 1, 0};
  private static final double[] SCORES = {.9, .8, .8, .7, .6, .5, .5, .1};

  @Test
  void addsUpPrecisionTimesGainInRecallWithTiesAsABlock() {
    // Recall 1/4 at precision 1, 2/4 at 2/3, 3/4 at 3/4, 4/4 at 4/7.
    assertThat(statistic(LABELS, SCORES, new double[] {1, 1, 1, 1, 1, 1, 1, 1}).estimate())
        .isCloseTo((1 + 2 / 3.0 + 3 / 4.0 + 4 / 7.0) / 4, within(1e-12));
  }

  @Test
  void agreesWithScikitLearnWhereItemsAreWeighted() {
    // average_precision_score(labels, scores, sample_weight=[1, 2, 1, 3, 1, 1, 2, 4])
    assertThat(statistic(LABELS, SCORES, new double[] {1, 2, 1, 3, 1, 1, 2, 4}).estimate())
        .isCloseTo(.7022263450834878, within(1e-12));
  }

  @Test
  void anItemDrawnTwiceCountsAsOneOfTwiceTheWeight() {
    double[] once = {1, 1, 1, 1, 1, 1, 1, 1};
    double[] times = {2, 0, 1, 1, 3, 1, 1, 1};

    assertThat(statistic(LABELS, SCORES, once).at(times))
        .isCloseTo(
            statistic(LABELS, SCORES, new double[] {2, 1e-300, 1, 1, 3, 1, 1, 1}).estimate(),
            within(1e-12));
  }

  @Test
  void isUndefinedWithoutAPositiveAndOneWithoutANegative() {
    double[] weights = {1, 1};
    assertThat(statistic(new int[] {0, 0}, new double[] {1, 2}, weights).estimate()).isNaN();
    assertThat(statistic(new int[] {1, 1}, new double[] {1, 2}, weights).estimate()).isEqualTo(1);
  }

  @Test
  void leavesOutUndecidedItemsAndThoseWithoutAScore() {
    List<Rating> truth = new ArrayList<>();
    truth.add(new Rating("a", "a", "consensus", Answer.POSITIVE, 1));
    truth.add(new Rating("b", "b", "consensus", Answer.UNSURE, 1));
    truth.add(new Rating("c", "c", "consensus", Answer.NEGATIVE, 1));

    assertThat(AveragePrecision.statistic(truth, Map.of("a", .1, "b", .9)).estimate()).isEqualTo(1);
  }

  @Property
  void doesNotDependOnTheOrderOfItems(@ForAll long seed) {
    Random random = new Random(seed);
    List<Rating> truth = new ArrayList<>();
    Map<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      Answer answer = i == 0 || random.nextBoolean() ? Answer.POSITIVE : Answer.NEGATIVE;
      truth.add(new Rating("i" + i, "g" + i % 5, "consensus", answer, 1 + random.nextInt(3)));
      scores.put("i" + i, (double) random.nextInt(4));
    }
    double ap = AveragePrecision.statistic(truth, scores).estimate();
    Collections.shuffle(truth, random);

    assertThat(AveragePrecision.statistic(truth, scores).estimate()).isEqualTo(ap);
    assertThat(ap).isBetween(0.0, 1.0);
  }

  private static GroupStatistic statistic(int[] labels, double[] scores, double[] weights) {
    List<Rating> truth = new ArrayList<>();
    Map<String, Double> scored = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      Answer answer = labels[i] == 1 ? Answer.POSITIVE : Answer.NEGATIVE;
      truth.add(new Rating("i" + i, "i" + i, "consensus", answer, weights[i]));
      scored.put("i" + i, scores[i]);
    }
    return AveragePrecision.statistic(truth, scored);
  }
}
