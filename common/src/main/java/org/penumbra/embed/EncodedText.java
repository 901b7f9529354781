package org.penumbra.embed;

/**
 * A text's vectors.
 *
 * @param vector d numbers of unit length: of the only window, or the normalised mean of all windows
 * @param windows n x d numbers row by row, each window of unit length; null for a text of one
 *     window
 * @param truncated whether the text went on beyond its last window
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record EncodedText(float[] vector, float[] windows, boolean truncated) {

  /** The greatest dot product of a window with a direction of d numbers. */
  public double max(float[] direction) {
    if (windows == null) {
      return Vectors.dot(vector, direction);
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int start = 0; start < windows.length; start += vector.length) {
      best = Math.max(best, Vectors.dot(windows, start, direction, 0, vector.length));
    }
    return best;
  }
}
