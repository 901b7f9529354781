package org.penumbra.embed;

/**
 * Unit vectors as whole numbers from -127 to 127, which take a quarter of the room of floats: each
 * number over the largest of the vector. A number is off by at most half a step.
 *
 * @param codes the whole numbers
 * @param scale what they are multiplied with; 0 for a vector of zeros
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record ScaledBytes(byte[] codes, float scale) {

  private static final int MOST = Byte.MAX_VALUE;

  /** The nearest whole numbers to a vector, or to several behind one another. */
  public static ScaledBytes of(float[] vectors) {
    float largest = 0;
    for (float value : vectors) {
      largest = Math.max(largest, Math.abs(value));
    }
    byte[] codes = new byte[vectors.length];
    float scale = largest / MOST;
    for (int i = 0; i < codes.length && scale > 0; i++) {
      codes[i] = (byte) Math.round(vectors[i] / scale);
    }
    return new ScaledBytes(codes, scale);
  }

  /**
   * The vectors again, each of unit length.
   *
   * @param dimension numbers of a vector
   */
  public float[] units(int dimension) {
    float[] units = new float[codes.length];
    for (int from = 0; from < units.length; from += dimension) {
      double[] wide = new double[dimension];
      for (int i = 0; i < dimension; i++) {
        wide[i] = (double) codes[from + i] * scale;
      }
      System.arraycopy(Vectors.normalised(wide), 0, units, from, dimension);
    }
    return units;
  }
}
