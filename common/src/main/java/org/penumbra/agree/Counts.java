package org.penumbra.agree;

import java.util.Arrays;

/** An item's answers, counted by category. */
final class Counts {

  private Counts() {}

  /** How many there are. */
  static int sum(int[] counts) {
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("A count cannot be " + count);
      }
    }
    return Arrays.stream(counts).sum();
  }

  /** The share of pairs of answers that are the same; two answers at least. */
  static double agreeingShare(int[] counts) {
    double answers = 0;
    double agreeing = 0;
    for (int count : counts) {
      answers += count;
      agreeing += (double) count * (count - 1);
    }
    return agreeing / (answers * (answers - 1));
  }

  /** How many categories were used at all. */
  static long used(double[] sums) {
    return Arrays.stream(sums).filter(sum -> sum > 0).count();
  }
}
