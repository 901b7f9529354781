package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.penumbra.student.SparseVector;

class TriageTrainerTest {

  private static final TriageTrainer TRAINER = new TriageTrainer(new HashedWords(12), 1);
  private static final List<String> TEXTS =
      List.of("a bad day", "a good day", "bad news", "good news", "no news today");
  private static final double[] TARGETS = {.9, .1, 1, 0, .2};
  private static final double[] EVEN = {1, 1, 1, 1, 1};

  @Test
  void learnsTheTeachersScores() {
    TriageScorer scorer = TRAINER.train(TEXTS, TARGETS, EVEN).scorer();
    assertThat(scorer.score("something bad")).isGreaterThan(scorer.score("something good"));
    assertThat(scorer.score("A BAD day!")).isEqualTo(scorer.score("a bad day"));
  }

  @Test
  void isTheSameForTheSameTexts() {
    assertThat(TRAINER.train(TEXTS, TARGETS, EVEN)).isEqualTo(TRAINER.train(TEXTS, TARGETS, EVEN));
  }

  @Test
  void onlyRatiosOfWeightsCount() {
    double[] tens = {10, 10, 10, 10, 10};
    assertThat(TRAINER.train(TEXTS, TARGETS, tens).scorer().score("bad"))
        .isCloseTo(TRAINER.train(TEXTS, TARGETS, EVEN).scorer().score("bad"), within(1e-6));
  }

  @Test
  void aTargetBetweenIsTheSameAsBothAnswersInThatProportion() {
    SparseVector one = new SparseVector(new int[] {0}, new float[] {1});
    SparseVector two = new SparseVector(new int[] {0, 1}, new float[] {.5f, .5f});
    double[] soft =
        new SoftLogistic(
                new SparseVector[] {one, two}, new double[] {.75, .5}, new double[] {4, 2}, 2, .1)
            .minimum();
    double[] hard =
        new SoftLogistic(
                new SparseVector[] {one, one, two, two},
                new double[] {1, 0, 1, 0},
                new double[] {3, 1, 1, 1},
                2,
                .1)
            .minimum();
    assertThat(soft).containsExactly(hard, within(1e-3));
  }

  @Test
  void theMinimumIsOne() {
    Random random = new Random(1);
    SparseVector[] rows = new SparseVector[200];
    double[] targets = new double[rows.length];
    double[] costs = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int place = random.nextInt(9);
      rows[i] =
          new SparseVector(new int[] {place, 9}, new float[] {1, (float) random.nextGaussian()});
      targets[i] = random.nextDouble();
      costs[i] = 1 + random.nextInt(3);
    }
    double[] found = new SoftLogistic(rows, targets, costs, 10, .5).minimum();
    double[] slopes = new double[11];
    for (int i = 0; i < 10; i++) {
      slopes[i] = .5 * found[i];
    }
    double scale = 0;
    for (int i = 0; i < rows.length; i++) {
      int place = rows[i].indices()[0];
      double z = found[place] + rows[i].values()[1] * found[9] + found[10];
      double error = costs[i] * (1 / (1 + Math.exp(-z)) - targets[i]);
      slopes[place] += error;
      slopes[9] += error * rows[i].values()[1];
      slopes[10] += error;
      scale += costs[i];
    }
    for (double slope : slopes) {
      assertThat(Math.abs(slope)).isLessThan(1e-4 * scale);
    }
  }

  @Test
  void oneKindOfAnswerIsLearntToo() {
    TriageScorer scorer = TRAINER.train(TEXTS, new double[] {0, 0, 0, 0, 0}, EVEN).scorer();
    assertThat(scorer.score("a bad day")).isNegative().isFinite();
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> TRAINER.train(new ArrayList<>(), new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Texts, targets and weights differ in number, or there are none: 0, 0, 0");
    assertThatThrownBy(
            () -> TRAINER.train(Collections.nCopies(5, "x"), new double[] {0, 0, 0, 0, 2}, EVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A target lies in [0, 1] and a weight above 0, not 2.0 and 1.0");
    assertThatThrownBy(() -> new TriageTrainer(HashedWords.STANDARD, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("λ is positive, not 0.0");
  }
}
