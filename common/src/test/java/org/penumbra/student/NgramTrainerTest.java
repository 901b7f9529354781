package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramTrainerTest {

  private static final int PLACES = 400;

  /** Rows of unit length with some twenty places each, of which the first ten tell the label. */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
  private record Rows(SparseVector[] rows, int[] labels) {

    static Rows made(int size, double positiveShare) {
      Random random = new Random(11);
      SparseVector[] rows = new SparseVector[size];
      int[] labels = new int[size];
      for (int i = 0; i < size; i++) {
        labels[i] = i < Math.max(1, positiveShare * size) ? 1 : 0;
        SortedMap<Integer, Float> cells = new TreeMap<>();
        for (int n = 0; n < 20; n++) {
          cells.put(10 + random.nextInt(PLACES - 10), (float) (0.5 + random.nextDouble()));
        }
        if (random.nextDouble() < (labels[i] == 1 ? 0.6 : 0.1)) {
          cells.put(random.nextInt(10), 1.5f);
        }
        rows[i] = unit(cells);
      }
      return new Rows(rows, labels);
    }

    private static SparseVector unit(SortedMap<Integer, Float> cells) {
      double squares = cells.values().stream().mapToDouble(v -> v * v).sum();
      float[] values = new float[cells.size()];
      int at = 0;
      for (float value : cells.values()) {
        values[at++] = (float) (value / Math.sqrt(squares));
      }
      return new SparseVector(
          cells.keySet().stream().mapToInt(Integer::intValue).toArray(), values);
    }

    Rows inOrder(List<Integer> order) {
      return new Rows(
          order.stream().map(i -> rows[i]).toArray(SparseVector[]::new),
          order.stream().mapToInt(i -> labels[i]).toArray());
    }
  }

  @ParameterizedTest(name = "{0} rows, {1} positive, λ {2}")
  @CsvSource({"200, 0.4, 1", "400, 0.05, 1", "50, 0.5, 0.1", "300, 0.2, 30"})
  void reachesWhereTheGradientIsZero(int size, double positiveShare, double lambda) {
    Rows made = Rows.made(size, positiveShare);

    NgramModel model = new NgramTrainer(lambda, 1e-6).train(made.rows(), made.labels(), PLACES);

    double[] gradient = gradient(model, made, lambda);
    double atZero = norm(gradient(new NgramModel(new float[PLACES], 0), made, lambda));
    assertThat(norm(gradient)).isLessThan(1e-5 * atZero + 1e-5);
    assertThat(gradient[PLACES])
        .as("of the bias, which no penalty holds")
        .isCloseTo(0, within(1e-4));
  }

  @Test
  void leavesScoresWithinAThousandthAtTheDefaultTolerance() {
    Rows made = Rows.made(400, 0.2);
    NgramModel exact = new NgramTrainer(1, 1e-9).train(made.rows(), made.labels(), PLACES);

    NgramModel model =
        new NgramTrainer(1, NgramTrainer.DEFAULT_TOLERANCE)
            .train(made.rows(), made.labels(), PLACES);

    assertThat(model.scores(made.rows())).containsExactly(exact.scores(made.rows()), within(1e-3));
  }

  @Test
  void doesNotPenaliseTheBias() {
    Rows made = Rows.made(400, 0.05);

    NgramModel model = new NgramTrainer(1e6, 1e-9).train(made.rows(), made.labels(), PLACES);

    assertThat(model.bias()).as("log-odds of 5 %").isCloseTo(Math.log(0.05 / 0.95), within(1e-2));
  }

  @Test
  void givesPositivesTheHigherScoresWhicheverLabelComesFirst() {
    Rows made = Rows.made(100, 0.4);
    List<Integer> backwards = new ArrayList<>();
    for (int i = 99; i >= 0; i--) {
      backwards.add(i);
    }
    Rows turned = made.inOrder(backwards);

    for (Rows rows : List.of(made, turned)) {
      NgramModel model = new NgramTrainer(1, 1e-6).train(rows.rows(), rows.labels(), PLACES);
      assertThat(model.weights()[0]).isPositive();
    }
  }

  @Test
  void isMovedByTheOrderOfRowsInRoundingOnly() {
    Rows made = Rows.made(200, 0.3);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(2));
    NgramTrainer trainer = new NgramTrainer(1, 1e-9);

    NgramModel once = trainer.train(made.rows(), made.labels(), PLACES);
    Rows shuffled = made.inOrder(order);
    NgramModel again = trainer.train(shuffled.rows(), shuffled.labels(), PLACES);

    assertThat(again.scores(made.rows())).containsExactly(once.scores(made.rows()), within(1e-6));
    assertThat(trainer.train(made.rows(), made.labels(), PLACES)).isEqualTo(once);
  }

  @Test
  void givesPlacesThatNoRowHasNoWeight() {
    SparseVector[] rows = {
      new SparseVector(new int[] {3}, new float[] {1}),
      new SparseVector(new int[] {5}, new float[] {1})
    };

    NgramModel model = new NgramTrainer(1, 1e-6).train(rows, new int[] {1, 0}, 8);

    for (int place : new int[] {0, 1, 2, 4, 6, 7}) {
      assertThat(model.weights()[place]).isZero();
    }
    assertThat(model.weights()[3]).isCloseTo(-model.weights()[5], within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({"0, 1e-3", "1, 0", "NaN, 1e-3"})
  void refusesWhatIsNotPositive(double lambda, double tolerance) {
    assertThatThrownBy(() -> new NgramTrainer(lambda, tolerance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("λ and tolerance are positive: %s, %s", lambda, tolerance);
  }

  /** By the formula: sum of (σ(score) - label) x, plus λ w; the last of the bias. */
  private static double[] gradient(NgramModel model, Rows made, double lambda) {
    double[] gradient = new double[PLACES + 1];
    for (int place = 0; place < PLACES; place++) {
      gradient[place] = lambda * model.weights()[place];
    }
    for (int i = 0; i < made.labels().length; i++) {
      double error = 1 / (1 + Math.exp(-model.score(made.rows()[i]))) - made.labels()[i];
      for (int k = 0; k < made.rows()[i].indices().length; k++) {
        gradient[made.rows()[i].indices()[k]] += error * made.rows()[i].values()[k];
      }
      gradient[PLACES] += error;
    }
    return gradient;
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
