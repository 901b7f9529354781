package org.penumbra.simulate;

/** Cohen's kappa of two raters with labels 0 and 1, from counts, for these tests alone. */
final class TwoRaterKappa {

  private TwoRaterKappa() {}

  static double of(int[] first, int[] second) {
    int both = 0;
    int ones = 0;
    int otherOnes = 0;
    for (int i = 0; i < first.length; i++) {
      both += first[i] * second[i];
      ones += first[i];
      otherOnes += second[i];
    }
    return of(both, ones, otherOnes, first.length);
  }

  /** From the number of items both, the one, and the other called 1, out of all. */
  static double of(long both, long ones, long otherOnes, long items) {
    double observed = (items - ones - otherOnes + 2.0 * both) / items;
    double p = (double) ones / items;
    double q = (double) otherOnes / items;
    double expected = p * q + (1 - p) * (1 - q);
    return (observed - expected) / (1 - expected);
  }
}
