package org.penumbra.embed;

import java.util.Optional;

/**
 * Arithmetic on vectors of floats. Every result is the same on every machine and for every way of
 * calling: {@link #products} gives the bits of {@link #dot}, as all add in one order, each stretch
 * of {@value #STRETCH} numbers by itself and then the stretches' sums.
 */
public final class Vectors {

  /** As ONNX Runtime's kernels do, see {@link NativeProducts}. */
  static final int STRETCH = 128;

  /** Columns of a tile: with 384 numbers each 768 KB, in reach of a core's second cache. */
  private static final int TILE = 512;

  private Vectors() {}

  /** Receives a row's dot products with some columns that stand side by side. */
  @FunctionalInterface
  public interface Products {

    /**
     * Takes the products of one row with one tile.
     *
     * @param row the row's index
     * @param firstColumn the index of the first column
     * @param values its product first, then those of the columns after it; overwritten afterwards
     * @param count how many of them are filled
     */
    void accept(int row, int firstColumn, float[] values, int count);
  }

  /** The dot product of two vectors of one length. */
  public static float dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Vectors of one length: found %d and %d".formatted(a.length, b.length));
    }
    return dot(a, 0, b, 0, a.length);
  }

  /** The dot product of n numbers from two places. */
  static float dot(float[] a, int fromA, float[] b, int fromB, int n) {
    float total = 0;
    int i = 0;
    // Three stretches at a time: within one, each addition waits for the one before.
    for (; i + 3 * STRETCH <= n; i += 3 * STRETCH) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      for (int x = fromA + i, y = fromB + i; x < fromA + i + STRETCH; x++, y++) {
        s0 = Math.fma(a[x], b[y], s0);
        s1 = Math.fma(a[x + STRETCH], b[y + STRETCH], s1);
        s2 = Math.fma(a[x + 2 * STRETCH], b[y + 2 * STRETCH], s2);
      }
      total = ((i == 0 ? s0 : total + s0) + s1) + s2;
    }
    for (; i < n; i += STRETCH) {
      float sum = 0;
      for (int k = i; k < Math.min(n, i + STRETCH); k++) {
        sum = Math.fma(a[fromA + k], b[fromB + k], sum);
      }
      total = i == 0 ? sum : total + sum;
    }
    return total;
  }

  /** A vector divided by its length; the zero vector stays zero. */
  public static float[] normalised(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    return normalised(wide);
  }

  /** A vector divided by its length, rounded to floats; the zero vector stays zero. */
  public static float[] normalised(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] * scale);
    }
    return unit;
  }

  /** All dot products of n rows with m columns: n x m. */
  public static float[][] products(float[][] rows, float[][] columns) {
    float[][] all = new float[rows.length][columns.length];
    products(
        rows, columns, (row, first, values, n) -> System.arraycopy(values, 0, all[row], first, n));
    return all;
  }

  /**
   * All dot products of n rows with m columns, tile by tile, in memory that does not grow with n or
   * m. A row meets its columns in ascending order. On one core, about ten times as fast as {@link
   * #dot} in a loop, and some three times that where {@link NativeProducts} helps.
   *
   * @param rows n vectors of one length
   * @param columns m vectors of that length
   */
  public static void products(float[][] rows, float[][] columns, Products sink) {
    if (rows.length == 0 || columns.length == 0) {
      return;
    }
    Optional<NativeProducts> natives =
        NativeProducts.worth(rows.length, columns.length, columns[0].length);
    if (natives.isPresent()) {
      natives.get().multiply(rows, columns, sink);
    } else {
      multiply(rows, columns, sink);
    }
  }

  private static void multiply(float[][] rows, float[][] columns, Products sink) {
    ProductTile tile = new ProductTile(columns[0].length, Math.min(TILE, columns.length));
    for (int first = 0; first < columns.length; first += TILE) {
      int count = Math.min(TILE, columns.length - first);
      tile.load(columns, first, count);
      tile.multiply(rows, first, sink);
    }
  }
}
