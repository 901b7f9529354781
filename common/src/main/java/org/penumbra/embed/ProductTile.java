package org.penumbra.embed;

import java.util.Arrays;

/**
 * Some columns, turned so that one number of each stands side by side, and the kernel that
 * multiplies rows with them: its inner loop runs over columns, which the compiler turns into vector
 * instructions, while a sum over one vector's numbers it may not reorder. Four rows and four
 * numbers at a time, so that what is loaded is used four times.
 */
final class ProductTile {

  private static final int BLOCK = 4;

  private final int dimension;
  private final float[] numbers;
  private final float[][] stretch;
  private final float[][] total;
  private int width;

  ProductTile(int dimension, int maxWidth) {
    this.dimension = dimension;
    this.numbers = new float[dimension * maxWidth];
    this.stretch = new float[BLOCK][maxWidth];
    this.total = new float[BLOCK][maxWidth];
  }

  void load(float[][] columns, int first, int count) {
    width = count;
    for (int column = 0; column < count; column++) {
      float[] vector = columns[first + column];
      for (int i = 0; i < dimension; i++) {
        numbers[i * count + column] = vector[i];
      }
    }
  }

  void multiply(float[][] rows, int firstColumn, Vectors.Products sink) {
    int quarter = dimension / 4;
    for (int row = 0; row < rows.length; row += BLOCK) {
      int last = rows.length - 1;
      float[] r0 = rows[row];
      float[] r1 = rows[Math.min(row + 1, last)];
      float[] r2 = rows[Math.min(row + 2, last)];
      float[] r3 = rows[Math.min(row + 3, last)];
      for (int part = 0; part < 4; part++) {
        int to = part == 3 ? dimension : (part + 1) * quarter;
        float[][] sums = part == 0 ? total : stretch;
        for (float[] sum : sums) {
          Arrays.fill(sum, 0, width, 0);
        }
        int i = part * quarter;
        for (; i + BLOCK <= to; i += BLOCK) {
          four(r0, r1, r2, r3, i, sums[0], sums[1], sums[2], sums[3]);
        }
        for (; i < to; i++) {
          one(r0[i], i, sums[0]);
          one(r1[i], i, sums[1]);
          one(r2[i], i, sums[2]);
          one(r3[i], i, sums[3]);
        }
        if (part > 0) {
          addStretch();
        }
      }
      for (int k = 0; k < BLOCK && row + k < rows.length; k++) {
        sink.accept(row + k, firstColumn, total[k], width);
      }
    }
  }

  private void addStretch() {
    for (int k = 0; k < BLOCK; k++) {
      float[] sum = total[k];
      float[] part = stretch[k];
      for (int j = 0; j < width; j++) {
        sum[j] += part[j];
      }
    }
  }

  private void one(float number, int i, float[] sum) {
    int at = i * width;
    for (int j = 0; j < width; j++) {
      sum[j] = Math.fma(number, numbers[at + j], sum[j]);
    }
  }

  private void four(
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      int i,
      float[] s0,
      float[] s1,
      float[] s2,
      float[] s3) {
    float a00 = r0[i], a01 = r0[i + 1], a02 = r0[i + 2], a03 = r0[i + 3];
    float a10 = r1[i], a11 = r1[i + 1], a12 = r1[i + 2], a13 = r1[i + 3];
    float a20 = r2[i], a21 = r2[i + 1], a22 = r2[i + 2], a23 = r2[i + 3];
    float a30 = r3[i], a31 = r3[i + 1], a32 = r3[i + 2], a33 = r3[i + 3];
    float[] n = numbers;
    int w = width;
    int at = i * w;
    for (int j = 0; j < w; j++) {
      float c0 = n[at + j];
      float c1 = n[at + w + j];
      float c2 = n[at + 2 * w + j];
      float c3 = n[at + 3 * w + j];
      s0[j] = Math.fma(a03, c3, Math.fma(a02, c2, Math.fma(a01, c1, Math.fma(a00, c0, s0[j]))));
      s1[j] = Math.fma(a13, c3, Math.fma(a12, c2, Math.fma(a11, c1, Math.fma(a10, c0, s1[j]))));
      s2[j] = Math.fma(a23, c3, Math.fma(a22, c2, Math.fma(a21, c1, Math.fma(a20, c0, s2[j]))));
      s3[j] = Math.fma(a33, c3, Math.fma(a32, c2, Math.fma(a31, c1, Math.fma(a30, c0, s3[j]))));
    }
  }
}
