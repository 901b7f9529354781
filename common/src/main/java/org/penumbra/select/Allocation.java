package org.penumbra.select;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Neyman's optimal allocation in whole numbers. A stratum of size N with a share p of positives
 * weighs N x sqrt(p (1 - p)). Each stratum with items left gets one; each further item goes where
 * it lowers the variance of the estimated total most, which is where weight / sqrt(n (n + 1)) is
 * greatest, n being the items sampled there so far, earlier rounds included (Wright 2012, The
 * American Statistician 66(4)).
 */
final class Allocation {

  /** A stratum believed to be pure may still hide something. */
  private static final double LEAST_RATE = 1e-4;

  private Allocation() {}

  /**
   * Items per stratum, summing to the budget or to all that are open.
   *
   * <p>When the budget is smaller than the number of strata, those never sampled come first, then
   * the heaviest.
   */
  static int[] neyman(List<AuditStratum> strata, int[] open, int budget) {
    int[] given = new int[strata.size()];
    int left = budget;
    List<Integer> firsts =
        IntStream.range(0, given.length)
            .filter(i -> open[i] > 0)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> strata.get(i).sampled() > 0)
                    .thenComparingDouble(i -> -weight(strata.get(i))))
            .toList();
    for (int i = 0; i < firsts.size() && left > 0; i++) {
      given[firsts.get(i)] = 1;
      left--;
    }
    for (; left > 0; left--) {
      int neediest = neediest(strata, open, given);
      if (neediest < 0) {
        break;
      }
      given[neediest]++;
    }
    return given;
  }

  private static int neediest(List<AuditStratum> strata, int[] open, int[] given) {
    int neediest = -1;
    double most = -1;
    for (int i = 0; i < given.length; i++) {
      double sampled = strata.get(i).sampled() + (double) given[i];
      double need = weight(strata.get(i)) / Math.sqrt(sampled * (sampled + 1));
      if (given[i] < open[i] && need > most) {
        neediest = i;
        most = need;
      }
    }
    return neediest;
  }

  private static double weight(AuditStratum stratum) {
    double rate = Math.max(LEAST_RATE, Math.min(1 - LEAST_RATE, stratum.rate()));
    return stratum.size() * Math.sqrt(rate * (1 - rate));
  }
}
