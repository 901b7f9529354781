package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SparseVectorTest {

  @Test
  void multipliesWithADenseVector() {
    SparseVector sparse = new SparseVector(new int[] {1, 3}, new float[] {2, -0.5f});

    assertThat(sparse.dot(new float[] {7, 3, 7, 4})).isEqualTo(2 * 3 - 0.5 * 4);
    assertThat(SparseVector.ZERO.dot(new float[] {7, 3})).isZero();
  }

  @Test
  void isEqualByItsNumbers() {
    SparseVector one = new SparseVector(new int[] {1}, new float[] {2});

    assertThat(one)
        .isEqualTo(new SparseVector(new int[] {1}, new float[] {2}))
        .hasSameHashCodeAs(new SparseVector(new int[] {1}, new float[] {2}))
        .isNotEqualTo(new SparseVector(new int[] {1}, new float[] {3}))
        .isNotEqualTo(new SparseVector(new int[] {2}, new float[] {2}));
  }

  @Test
  void refusesIndicesWithoutValues() {
    assertThatThrownBy(() -> new SparseVector(new int[] {1, 2}, new float[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 indices do not go with 1 values");
  }
}
