package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class InverseFrequencyTest {

  /** Of three texts, place 0 is in all, place 1 in one, place 2 in none. */
  private static final List<SparseVector> COUNTS =
      List.of(vector(new int[] {0}, 5), vector(new int[] {0, 1}, 1, 2), vector(new int[] {0}, 1));

  @Test
  void followsTheFormula() {
    float[] weights = InverseFrequency.of(COUNTS, 3).weights();

    assertThat(weights)
        .containsExactly(1, (float) (1 + Math.log(4 / 2.0)), (float) (1 + Math.log(4 / 1.0)));
  }

  @Test
  void countsATextForWhatItStandsFor() {
    // Place 1 is in the second text alone, which stands for four of six texts: for two of three.
    float[] weights = InverseFrequency.of(COUNTS, new double[] {10, 40, 10}, 3).weights();

    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[1]).isCloseTo((float) (1 + Math.log(4 / 3.0)), within(1e-6f));
    assertThat(weights[2]).isEqualTo((float) (1 + Math.log(4)));
  }

  @Test
  void dampensCountsAndGivesUnitLength() {
    InverseFrequency frequency = new InverseFrequency(new float[] {1, 2, 3});

    SparseVector weighed = frequency.apply(vector(new int[] {0, 2}, 4, 1));

    double first = 1 + Math.log(4);
    double second = 3;
    double length = Math.sqrt(first * first + second * second);
    assertThat(weighed.indices()).containsExactly(0, 2);
    assertThat(weighed.values())
        .containsExactly(new float[] {(float) (first / length), (float) (second / length)});
  }

  @Test
  void leavesATextWithoutNgramsAtZero() {
    assertThat(InverseFrequency.of(COUNTS, 3).apply(SparseVector.ZERO))
        .isEqualTo(SparseVector.ZERO);
  }

  @Test
  void readsATextByTheShapeItsWeightsAreFor() {
    CharacterNgrams shape = new CharacterNgrams(3, 3, 4, 100);
    TextFeatures features =
        TextFeatures.of(shape, List.of(shape.of("one"), shape.of("two")), new double[] {1, 1});

    assertThat(features.of("one")).isEqualTo(features.frequency().apply(shape.of("one")));
    assertThatThrownBy(() -> new TextFeatures(shape, new InverseFrequency(new float[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 weights do not go with 16 places");
  }

  private static SparseVector vector(int[] indices, float... values) {
    return new SparseVector(indices, values);
  }
}
