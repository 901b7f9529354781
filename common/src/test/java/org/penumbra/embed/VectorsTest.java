package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Test
  void multipliesVectors() {
    assertThat(Vectors.dot(new float[] {1, 2, 3, 4, 5}, new float[] {6, 7, 8, 9, 10}))
        .isEqualTo(130);
    assertThat(Vectors.dot(new float[0], new float[0])).isZero();
  }

  @Test
  void refusesVectorsOfDifferentLength() {
    assertThatThrownBy(() -> Vectors.dot(new float[2], new float[3]))
        .hasMessage("Vectors of one length: found 2 and 3");
  }

  @Test
  void dividesAVectorByItsLength() {
    assertThat(Vectors.normalised(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
    assertThat(Vectors.normalised(new float[] {0, 0})).containsExactly(0, 0);
    assertThat(Vectors.normalised(new float[] {1e-30f, 0})).containsExactly(1, 0);
  }

  @Property(tries = 60)
  void givesTheBitsOfTheDotProductInEveryTile(
      @ForAll @IntRange(min = 0, max = 9) int rows,
      @ForAll @IntRange(min = 0, max = 1100) int columns,
      @ForAll @IntRange(min = 1, max = 70) int dimension,
      @ForAll long seed) {
    float[][] a = random(rows, dimension, seed);
    float[][] b = random(columns, dimension, seed + 1);

    float[][] products = Vectors.products(a, b);

    float[][] expected = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        expected[i][j] = Vectors.dot(a[i], b[j]);
      }
    }
    assertThat(products).isDeepEqualTo(expected);
  }

  @Property(tries = 50)
  void staysCloseToTheSumInDoubles(
      @ForAll @IntRange(min = 1, max = 800) int dimension, @ForAll long seed) {
    float[][] pair = random(2, dimension, seed);
    double exact = 0;
    for (int i = 0; i < dimension; i++) {
      exact += (double) pair[0][i] * pair[1][i];
    }

    assertThat((double) Vectors.dot(pair[0], pair[1])).isCloseTo(exact, within(1e-5 * dimension));
  }

  private static float[][] random(int rows, int dimension, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[rows][dimension];
    for (float[] vector : vectors) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }
}
