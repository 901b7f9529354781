package org.penumbra.score;

import java.util.Arrays;

/**
 * The mean of any number of vectors, the same bit for bit in whatever order they are added and
 * merged. Each number is rounded to a multiple of 2^-40; the sum is kept exactly, whole units apart
 * from the fraction, so that it cannot overflow. Not safe for several threads.
 */
public final class FixedPointMean {

  private static final int FRACTION_BITS = 40;
  private static final double UNITS = 1L << FRACTION_BITS;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final double LARGEST = 1 << 20;

  private final long[] whole;
  private final long[] fraction;
  private long count;

  /** The mean of no vectors yet, of d numbers each. */
  public FixedPointMean(int dimension) {
    this(new long[dimension], new long[dimension], 0);
  }

  private FixedPointMean(long[] whole, long[] fraction, long count) {
    this.whole = whole;
    this.fraction = fraction;
    this.count = count;
  }

  /** What {@link #toLongs} gave. */
  public static FixedPointMean fromLongs(long[] longs) {
    if (longs.length % 2 == 0) {
      throw new IllegalArgumentException("One count and two longs a number: found " + longs.length);
    }
    int d = longs.length / 2;
    return new FixedPointMean(
        Arrays.copyOfRange(longs, 1, 1 + d), Arrays.copyOfRange(longs, 1 + d, 1 + 2 * d), longs[0]);
  }

  /**
   * Adds a vector.
   *
   * @param vector d numbers, none beyond a million either way
   */
  public void add(float[] vector) {
    requireDimension(vector.length);
    for (float value : vector) {
      if (!(Math.abs(value) <= LARGEST)) {
        throw new IllegalArgumentException("Cannot add " + value + " to a mean");
      }
    }
    for (int i = 0; i < vector.length; i++) {
      carry(i, fraction[i] + (long) Math.rint(vector[i] * UNITS));
    }
    count++;
  }

  /** Adds all that another mean has seen. */
  public void merge(FixedPointMean other) {
    requireDimension(other.whole.length);
    for (int i = 0; i < whole.length; i++) {
      whole[i] += other.whole[i];
      carry(i, fraction[i] + other.fraction[i]);
    }
    count += other.count;
  }

  /** How many vectors were added. */
  public long count() {
    return count;
  }

  /** The mean, d numbers; zero of no vectors. */
  public float[] mean() {
    float[] mean = new float[whole.length];
    for (int i = 0; i < mean.length && count > 0; i++) {
      mean[i] = (float) ((whole[i] + fraction[i] / UNITS) / count);
    }
    return mean;
  }

  /** The count, then d whole parts, then d fractions in units of 2^-40; one way to write a sum. */
  public long[] toLongs() {
    long[] longs = new long[1 + 2 * whole.length];
    longs[0] = count;
    System.arraycopy(whole, 0, longs, 1, whole.length);
    System.arraycopy(fraction, 0, longs, 1 + whole.length, whole.length);
    return longs;
  }

  private void carry(int i, long units) {
    whole[i] += units >> FRACTION_BITS;
    fraction[i] = units & FRACTION;
  }

  private void requireDimension(int dimension) {
    if (dimension != whole.length) {
      throw new IllegalArgumentException(
          "Vectors of one length: found %d and %d".formatted(whole.length, dimension));
    }
  }
}
