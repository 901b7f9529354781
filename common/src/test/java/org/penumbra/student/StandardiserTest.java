package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardiserTest {

  private static final float[] DIRECTION = {0.6f, 0.8f};

  /** Four vectors of mean (1, 2), of which the last stands for two. */
  private static final PoolSample POOL =
      new PoolSample(
          List.of("a", "b", "c"), new float[][] {{0, 0}, {0, 4}, {2, 2}}, new double[] {1, 1, 2});

  @Test
  void centresAndScalesByTheWeightedSample() {
    Standardiser standardiser = Standardiser.of(POOL);

    assertThat(standardiser.mean()).containsExactly(1, 2);
    // Squared distances 5, 5, 1, 1 over four items, brought to 384.
    assertThat(standardiser.scale()).isEqualTo(Math.sqrt(12 / (4 * 384.0)));
    assertThat(standardiser.inputs()).isEqualTo(2);
    assertThat(standardiser.apply(new float[] {2, 2})).containsExactly(1 / standardiser.scale(), 0);
  }

  @Test
  void readsADirectionAsOneMoreInputOfMeanZeroAndMeanSquareOne() {
    Made made = new Made(500, 16, 0.2, 0.5, 9);
    PoolSample pool = made.pool();
    Standardiser standardiser = Standardiser.of(pool, direction(16));

    double sum = 0;
    double squares = 0;
    for (float[] vector : pool.vectors()) {
      double input = standardiser.apply(vector)[16];
      sum += input;
      squares += input * input;
    }

    assertThat(standardiser.inputs()).isEqualTo(17);
    assertThat(sum / 500).isCloseTo(0, within(1e-5));
    assertThat(squares / 500).isCloseTo(1, within(1e-9));
  }

  @Test
  void leavesTheOtherInputsAsTheyAreWithoutADirection() {
    Standardiser with = Standardiser.of(POOL, DIRECTION);
    double[] without = Standardiser.of(POOL).apply(new float[] {3, -1});

    assertThat(with.apply(new float[] {3, -1})).startsWith(without);
    // (2, -3) in the direction, over its mean square: -2.2², 1², .6² twice.
    assertThat(with.apply(new float[] {3, -1})[2])
        .isCloseTo((1.2 - 2.4) / Math.sqrt((4.84 + 1 + 2 * 0.36) / 4), within(1e-6));
  }

  @Test
  void foldsAModelOfItsInputsIntoOneOfTheVector() {
    Standardiser standardiser =
        Standardiser.of(new Made(300, 12, 0.2, 0.5, 4).pool(), direction(12));
    Random random = new Random(8);
    double[] weights = random.doubles(13, -2, 2).toArray();

    LinearModel folded = standardiser.fold(weights, 0.7);

    for (int i = 0; i < 20; i++) {
      float[] vector = new float[12];
      for (int j = 0; j < 12; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      double[] inputs = standardiser.apply(vector);
      double expected = 0.7;
      for (int j = 0; j < 13; j++) {
        expected += weights[j] * inputs[j];
      }
      assertThat(folded.score(vector)).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void saysTheMeansAndScalesOfItsInputs() {
    Standardiser standardiser = Standardiser.of(POOL, DIRECTION);
    float[] vector = {3, -1};
    double[] inputs = {3, -1, 3 * 0.6 - 0.8};

    for (int j = 0; j < 3; j++) {
      assertThat((inputs[j] - standardiser.inputMeans()[j]) / standardiser.inputScales()[j])
          .isCloseTo(standardiser.apply(vector)[j], within(1e-6));
    }
  }

  @Test
  void keepsScaleOneWhereNothingDiffers() {
    PoolSample one = new PoolSample(List.of("a"), new float[][] {{0.6f, 0.8f}}, new double[] {1});

    Standardiser standardiser = Standardiser.of(one, DIRECTION);

    assertThat(standardiser.scale()).isEqualTo(1);
    assertThat(standardiser.directionScale()).isEqualTo(1);
    assertThatThrownBy(() -> new Standardiser(new float[1], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A scale is positive and finite, not 0.0");
  }

  private static float[] direction(int length) {
    float[] direction = new float[length];
    direction[0] = 0.6f;
    direction[length - 1] = 0.8f;
    return direction;
  }
}
