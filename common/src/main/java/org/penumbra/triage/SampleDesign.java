package org.penumbra.triage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many texts to draw of each stratum of scores. Half of a sample is drawn in proportion to what
 * the strata hold, so that no text stands for more than twice what it would in a uniform sample,
 * however wrong the assumed rates are (a defensive mixture, Hesterberg 1995, Technometrics 37(2)).
 * The other half goes where it lowers the variance most, as if the rates were right (Neyman 1934).
 */
public final class SampleDesign {

  private SampleDesign() {}

  /**
   * A stratum.
   *
   * @param size texts of the corpus that it holds
   * @param rate the share of positives assumed in it, in [0, 1]
   * @param kept whether its texts are kept by the tiers, or are likely to be
   */
  public record Stratum(long size, double rate, boolean kept) {

    public Stratum {
      if (size < 0 || !(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException(
            "Impossible stratum: size %d, rate %s".formatted(size, rate));
      }
    }

    private double spread() {
      return size * Math.sqrt(rate * (1 - rate));
    }
  }

  /** Draws that find positives: to distil from. */
  public static int[] forPositives(List<Stratum> strata, int budget) {
    return draws(strata, strata.stream().mapToDouble(Stratum::spread).toArray(), budget);
  }

  /**
   * Draws that tell recall: for the band and for the audit. What is dropped weighs recall times its
   * spread, what is kept one minus recall times, as the residuals of a ratio do (Cochran 1977,
   * "Sampling techniques", section 6.13). So nearly all draws are of what is dropped; Neyman's own
   * rule, which counts positives, would leave the few there unseen.
   *
   * @param recall that is expected, in (0, 1)
   */
  public static int[] forRecall(List<Stratum> strata, double recall, int budget) {
    return draws(
        strata,
        strata.stream()
            .mapToDouble(each -> each.spread() * (each.kept() ? 1 - recall : recall))
            .toArray(),
        budget);
  }

  private static int[] draws(List<Stratum> strata, double[] weights, int budget) {
    double all = Arrays.stream(weights).sum();
    double size = strata.stream().mapToDouble(Stratum::size).sum();
    double[] wanted = new double[weights.length];
    for (int i = 0; i < wanted.length; i++) {
      double even = strata.get(i).size() / size;
      wanted[i] = all == 0 ? even : (even + weights[i] / all) / 2;
    }
    return whole(strata, wanted, budget);
  }

  /**
   * In whole numbers: each stratum gets one, then each draw goes where the most are wanted for each
   * that there is, as long as there is a text left (Webster's method of apportionment).
   */
  private static int[] whole(List<Stratum> strata, double[] wanted, int budget) {
    int[] draws = new int[wanted.length];
    int[] order =
        IntStream.range(0, wanted.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -wanted[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int left = budget;
    for (int i : order) {
      if (left > 0 && strata.get(i).size() > 0) {
        draws[i] = 1;
        left--;
      }
    }
    for (; left > 0; left--) {
      int neediest = -1;
      double most = -1;
      for (int i : order) {
        double need = wanted[i] / (2 * draws[i] + 1);
        if (draws[i] < strata.get(i).size() && need > most) {
          neediest = i;
          most = need;
        }
      }
      if (neediest < 0) {
        break;
      }
      draws[neediest]++;
    }
    return draws;
  }
}
