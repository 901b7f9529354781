package org.penumbra.agree;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of several hypotheses to reject so that the expected share of false rejections stays at a
 * rate however the tests depend on one another (Benjamini and Yekutieli 2001, "The control of the
 * false discovery rate in multiple testing under dependency", Annals of Statistics 29(4), theorem
 * 1.3).
 */
final class FalseDiscoveries {

  private FalseDiscoveries() {}

  /**
   * Which are rejected, in the order given.
   *
   * @param pValues in [0, 1]
   * @param rate of false discoveries, in (0, 1)
   */
  static boolean[] rejected(double[] pValues, double rate) {
    int tests = pValues.length;
    double harmonic = IntStream.rangeClosed(1, tests).mapToDouble(i -> 1.0 / i).sum();
    int[] ascending =
        IntStream.range(0, tests)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int last = -1;
    for (int i = 0; i < tests; i++) {
      if (pValues[ascending[i]] <= (i + 1) * rate / (tests * harmonic)) {
        last = i;
      }
    }
    boolean[] rejected = new boolean[tests];
    for (int i = 0; i <= last; i++) {
      rejected[ascending[i]] = true;
    }
    return rejected;
  }
}
