package org.penumbra.cluster;

/**
 * Dot products of float vectors, which for unit vectors are their cosine similarities, in [-1, 1].
 *
 * <p>Products are summed eight dimensions at a time in one fixed tree, the same here as in {@link
 * SimilarityTile}, so that a similarity has the same bits whether it was computed alone or in a
 * block.
 */
public final class Similarity {

  private Similarity() {}

  /** The dot product of two vectors of the same length. */
  public static float dot(float[] a, float[] b) {
    int blocked = a.length - a.length % 8;
    float sum = 0;
    for (int d = 0; d < blocked; d += 8) {
      sum +=
          ((a[d] * b[d] + a[d + 1] * b[d + 1]) + (a[d + 2] * b[d + 2] + a[d + 3] * b[d + 3]))
              + ((a[d + 4] * b[d + 4] + a[d + 5] * b[d + 5])
                  + (a[d + 6] * b[d + 6] + a[d + 7] * b[d + 7]));
    }
    for (int d = blocked; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  /** A copy of a vector scaled to unit length; the zero vector stays as it is. */
  public static float[] normalised(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares == 0) {
      return vector.clone();
    }
    double scale = 1 / Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int d = 0; d < vector.length; d++) {
      unit[d] = (float) (vector[d] * scale);
    }
    return unit;
  }
}
