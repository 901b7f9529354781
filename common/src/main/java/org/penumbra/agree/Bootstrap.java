package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Bootstrap by group: items of a group travel together, for they resemble one another (Efron and
 * Tibshirani 1993, "An introduction to the bootstrap", chapter 8). Replicate r of one seed draws
 * the same groups for every statistic over them, so that figures can be compared.
 */
public final class Bootstrap {

  /** From here on skewness is too small to be worth a pass over the sample for each group. */
  private static final int MOST_LEFT_OUT = 10_000;

  private final long seed;
  private final int replicates;

  /**
   * A bootstrap.
   *
   * @param replicates how many, 1 or more; 2,000 give a 95 % bound to about a tenth of its width
   */
  public Bootstrap(long seed, int replicates) {
    if (replicates < 1) {
      throw new IllegalArgumentException("A bootstrap needs a replicate, not " + replicates);
    }
    this.seed = seed;
    this.replicates = replicates;
  }

  /** Draws as many groups as there are, with replacement. */
  public Replicates of(GroupStatistic statistic) {
    int size = statistic.groups().size();
    return replicate(
        statistic,
        () -> size > MOST_LEFT_OUT ? 0 : new Jackknife(statistic).acceleration(),
        (random, times) -> draw(random, times, null, size, size));
  }

  /**
   * Draws within strata, for an audit sample. Of a stratum's n groups n − 1 are drawn and scaled by
   * n / (n − 1), without which the variance of small strata is too low (Rao and Wu 1988,
   * "Resampling inference with complex survey data", JASA 83(401), section 2). A stratum of one
   * group is drawn together with the stratum before it in name order (the first with its
   * successor). Bounds are corrected for bias only.
   *
   * @param stratumOfGroup the stratum of every group
   */
  public Replicates stratified(GroupStatistic statistic, Map<String, String> stratumOfGroup) {
    List<int[]> strata = strata(statistic.groups(), stratumOfGroup);
    return replicate(
        statistic,
        () -> 0,
        (random, times) -> {
          for (int[] stratum : strata) {
            int draws = Math.max(1, stratum.length - 1);
            draw(random, times, stratum, stratum.length, draws);
          }
        });
  }

  private interface Draw {
    void into(SplittableRandom random, double[] times);
  }

  /** One group alone has no spread to draw from: no replicate, and so no bound. */
  private Replicates replicate(GroupStatistic statistic, DoubleSupplier acceleration, Draw draw) {
    int size = statistic.groups().size();
    double[] values =
        IntStream.range(0, size > 1 ? replicates : 0)
            .parallel()
            .mapToDouble(
                r -> {
                  double[] times = new double[size];
                  long bits = StableHash.bits(seed, "bootstrap", Integer.toString(r));
                  draw.into(new SplittableRandom(bits), times);
                  return statistic.at(times);
                })
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return new Replicates(statistic.estimate(), values, replicates - values.length, acceleration);
  }

  /** Draws from {@code size} groups, those of {@code stratum} or, without one, all. */
  private static void draw(
      SplittableRandom random, double[] times, int[] stratum, int size, int draws) {
    double scale = (double) size / draws;
    for (int i = 0; i < draws; i++) {
      int drawn = random.nextInt(size);
      times[stratum == null ? drawn : stratum[drawn]] += scale;
    }
  }

  private static List<int[]> strata(List<String> groups, Map<String, String> stratumOfGroup) {
    SortedMap<String, List<Integer>> byName = new TreeMap<>();
    for (int group = 0; group < groups.size(); group++) {
      String stratum = stratumOfGroup.get(groups.get(group));
      if (stratum == null) {
        throw new IllegalArgumentException("Group " + groups.get(group) + " has no stratum");
      }
      byName.computeIfAbsent(stratum, name -> new ArrayList<>()).add(group);
    }
    List<List<Integer>> collapsed = new ArrayList<>();
    for (List<Integer> stratum : byName.values()) {
      List<Integer> last = collapsed.isEmpty() ? null : collapsed.get(collapsed.size() - 1);
      if (last != null && (stratum.size() == 1 || last.size() == 1)) {
        last.addAll(stratum);
      } else {
        collapsed.add(stratum);
      }
    }
    return collapsed.stream()
        .map(stratum -> stratum.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
