package org.penumbra.embed;

import java.util.Arrays;

/**
 * Some columns, turned so that one number of each stands side by side, and the kernel that
 * multiplies rows with them: its inner loop runs over columns, which the compiler turns into vector
 * instructions, while a sum over one vector's numbers it may not reorder.
 *
 * <p>Four rows and two numbers at a time, each number's line an array of its own: with longer
 * bodies, or lines in one array, Java 17 falls back to one number per instruction, a quarter of the
 * speed.
 */
final class ProductTile {

  private static final int ROWS = 4;

  private final int dimension;
  private final float[][] lines;
  private final float[][] stretch;
  private final float[][] total;
  private int width;

  ProductTile(int dimension, int maxWidth) {
    this.dimension = dimension;
    this.lines = new float[dimension][maxWidth];
    this.stretch = new float[ROWS][maxWidth];
    this.total = new float[ROWS][maxWidth];
  }

  void load(float[][] columns, int first, int count) {
    width = count;
    for (int column = 0; column < count; column++) {
      float[] vector = columns[first + column];
      for (int i = 0; i < dimension; i++) {
        lines[i][column] = vector[i];
      }
    }
  }

  void multiply(float[][] rows, int firstColumn, Vectors.Products sink) {
    for (int row = 0; row < rows.length; row += ROWS) {
      int last = rows.length - 1;
      float[] r0 = rows[row];
      float[] r1 = rows[Math.min(row + 1, last)];
      float[] r2 = rows[Math.min(row + 2, last)];
      float[] r3 = rows[Math.min(row + 3, last)];
      for (int from = 0; from == 0 || from < dimension; from += Vectors.STRETCH) {
        int to = Math.min(dimension, from + Vectors.STRETCH);
        float[][] sums = from == 0 ? total : stretch;
        for (float[] sum : sums) {
          Arrays.fill(sum, 0, width, 0);
        }
        int i = from;
        for (; i + 1 < to; i += 2) {
          two(r0, r1, r2, r3, i, sums);
        }
        if (i < to) {
          one(r0, r1, r2, r3, i, sums);
        }
        if (from > 0) {
          addStretch();
        }
      }
      for (int k = 0; k < ROWS && row + k < rows.length; k++) {
        sink.accept(row + k, firstColumn, total[k], width);
      }
    }
  }

  private void addStretch() {
    for (int k = 0; k < ROWS; k++) {
      float[] sum = total[k];
      float[] part = stretch[k];
      for (int j = 0; j < width; j++) {
        sum[j] += part[j];
      }
    }
  }

  private void two(float[] r0, float[] r1, float[] r2, float[] r3, int i, float[][] sums) {
    float a0 = r0[i];
    float a1 = r0[i + 1];
    float b0 = r1[i];
    float b1 = r1[i + 1];
    float c0 = r2[i];
    float c1 = r2[i + 1];
    float d0 = r3[i];
    float d1 = r3[i + 1];
    float[] line0 = lines[i];
    float[] line1 = lines[i + 1];
    float[] a = sums[0];
    float[] b = sums[1];
    float[] c = sums[2];
    float[] d = sums[3];
    int n = width;
    for (int j = 0; j < n; j++) {
      float x = line0[j];
      float y = line1[j];
      a[j] = Math.fma(a1, y, Math.fma(a0, x, a[j]));
      b[j] = Math.fma(b1, y, Math.fma(b0, x, b[j]));
      c[j] = Math.fma(c1, y, Math.fma(c0, x, c[j]));
      d[j] = Math.fma(d1, y, Math.fma(d0, x, d[j]));
    }
  }

  private void one(float[] r0, float[] r1, float[] r2, float[] r3, int i, float[][] sums) {
    float[] line = lines[i];
    float[] numbers = {r0[i], r1[i], r2[i], r3[i]};
    for (int k = 0; k < ROWS; k++) {
      float number = numbers[k];
      float[] sum = sums[k];
      for (int j = 0; j < width; j++) {
        sum[j] = Math.fma(number, line[j], sum[j]);
      }
    }
  }
}
