package org.penumbra.student;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A vector that is 0 but in a few places.
 *
 * @param indices ascending, from 0
 * @param values beside them
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
public record SparseVector(int[] indices, float[] values) implements Serializable {

  /** The zero vector. */
  public static final SparseVector ZERO = new SparseVector(new int[0], new float[0]);

  public SparseVector {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "%d indices do not go with %d values".formatted(indices.length, values.length));
    }
  }

  /** The dot product with a dense vector. */
  public double dot(float[] dense) {
    double sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += (double) values[i] * dense[indices[i]];
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseVector that
        && Arrays.equals(indices, that.indices)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
  }
}
