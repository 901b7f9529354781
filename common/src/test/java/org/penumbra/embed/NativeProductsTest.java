package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

class NativeProductsTest {

  @BeforeContainer
  static void load() {
    NativeProducts.unpackTo(NativeCache::librariesOwn);
  }

  @Property(tries = 20)
  void givesTheBitsOfTheDotProductInEveryBlock(
      @ForAll @IntRange(min = 1, max = 600) int rows,
      @ForAll @IntRange(min = 1, max = 1100) int columns,
      @ForAll @IntRange(min = 1, max = 300) int dimension,
      @ForAll long seed) {
    float[][] a = random(rows, dimension, seed);
    float[][] b = random(columns, dimension, seed + 1);
    NativeProducts natives = NativeProducts.worth(1 << 10, 1 << 10, 1 << 10).orElseThrow();

    natives.multiply(
        a,
        b,
        (row, first, products, count) -> {
          for (int i = 0; i < count; i++) {
            assertThat(products[i]).isEqualTo(Vectors.dot(a[row], b[first + i]));
          }
        });
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
