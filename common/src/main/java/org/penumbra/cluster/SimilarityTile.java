package org.penumbra.cluster;

import java.util.Arrays;

/**
 * A few hundred rows stored dimension by dimension, so that one query is multiplied with all of
 * them at once: the inner loop runs over rows, which the compiler turns into vector instructions,
 * while a loop over dimensions would have to keep Java's order of additions and could not.
 */
public final class SimilarityTile {

  /** Rows per tile: 384 dimensions of 256 floats stay within a core's second-level cache. */
  public static final int ROWS = 256;

  private final int dimensions;
  private final float[] columns;
  private int rows;

  /**
   * An empty tile.
   *
   * @param dimensions how many leading dimensions of a row take part
   */
  public SimilarityTile(int dimensions) {
    this.dimensions = dimensions;
    this.columns = new float[dimensions * ROWS];
  }

  /** Replaces the content by rows {@code from} (included) to {@code to} (excluded). */
  public void load(float[][] source, int from, int to) {
    rows = to - from;
    for (int r = 0; r < rows; r++) {
      float[] row = source[from + r];
      for (int d = 0; d < dimensions; d++) {
        columns[d * ROWS + r] = row[d];
      }
    }
  }

  /** Writes the query's dot product with each loaded row into {@code out}, at least ROWS long. */
  public void similarities(float[] query, float[] out) {
    Arrays.fill(out, 0, rows, 0f);
    int blocked = dimensions - dimensions % 8;
    for (int d = 0; d < blocked; d += 8) {
      addEight(query, d, out);
    }
    for (int d = blocked; d < dimensions; d++) {
      float value = query[d];
      int column = d * ROWS;
      for (int r = 0; r < rows; r++) {
        out[r] += value * columns[column + r];
      }
    }
  }

  private void addEight(float[] query, int d, float[] out) {
    float q0 = query[d];
    float q1 = query[d + 1];
    float q2 = query[d + 2];
    float q3 = query[d + 3];
    float q4 = query[d + 4];
    float q5 = query[d + 5];
    float q6 = query[d + 6];
    float q7 = query[d + 7];
    float[] c = columns;
    int column = d * ROWS;
    int n = rows;
    for (int r = 0; r < n; r++) {
      int at = column + r;
      out[r] +=
          ((q0 * c[at] + q1 * c[at + ROWS]) + (q2 * c[at + 2 * ROWS] + q3 * c[at + 3 * ROWS]))
              + ((q4 * c[at + 4 * ROWS] + q5 * c[at + 5 * ROWS])
                  + (q6 * c[at + 6 * ROWS] + q7 * c[at + 7 * ROWS]));
    }
  }
}
