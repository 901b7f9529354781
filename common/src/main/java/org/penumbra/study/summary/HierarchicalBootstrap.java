package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.StableHash;

/**
 * An interval for a mean over cells of a mean over seeds that speaks of other data sets: these are
 * drawn first, with replacement and with all their cells, then seeds within each cell drawn, afresh
 * for every copy (Davison and Hinkley 1997, "Bootstrap methods and their application", section
 * 3.8). Cells of one data set share its texts, so they travel together.
 *
 * <p>The interval is the plain percentile one. It counts the spread of seeds twice, within and
 * between data sets, and draws D data sets with a variance short by the factor (D − 1) / D. By
 * simulation (six data sets of ten seeds, normal differences) a 95 % interval holds the true mean
 * in 98 % of studies where data sets do not differ, 95 % where they differ by a third of a seed's
 * standard deviation, 88 % where they differ by all of it; with four data sets 98, 93 and 84 %,
 * with twelve 99, 97 and 93 %. Of one data set it speaks of seeds alone.
 */
public final class HierarchicalBootstrap {

  private static final double LEVEL = .95;

  private final long seed;
  private final int replicates;

  /**
   * A bootstrap.
   *
   * @param replicates how many, 1 or more
   */
  public HierarchicalBootstrap(long seed, int replicates) {
    if (replicates < 1) {
      throw new IllegalArgumentException("A bootstrap needs a replicate, not " + replicates);
    }
    this.seed = seed;
    this.replicates = replicates;
  }

  /**
   * The mean with its 95 % interval; undefined without any cell.
   *
   * @param valuesOfCell one value or more per seed of each cell, in any order
   */
  public Interval interval(SortedMap<Cell, double[]> valuesOfCell) {
    SortedMap<String, List<double[]>> byDataset = new TreeMap<>();
    valuesOfCell.forEach(
        (cell, values) -> {
          double[] sorted = values.clone();
          Arrays.sort(sorted);
          byDataset.computeIfAbsent(cell.dataset(), name -> new ArrayList<>()).add(sorted);
        });
    if (byDataset.isEmpty()) {
      return Interval.UNDEFINED;
    }
    List<List<double[]>> datasets = List.copyOf(byDataset.values());
    double[] means =
        IntStream.range(0, replicates)
            .parallel()
            .mapToDouble(replicate -> replicate(datasets, replicate))
            .sorted()
            .toArray();
    double estimate =
        datasets.stream()
            .flatMap(Collection::stream)
            .mapToDouble(values -> SeedMean.of(values).mean())
            .average()
            .orElseThrow();
    return new Interval(
        estimate, quantile(means, (1 - LEVEL) / 2), quantile(means, (1 + LEVEL) / 2));
  }

  private double replicate(List<List<double[]>> datasets, int replicate) {
    SplittableRandom random =
        new SplittableRandom(
            StableHash.bits(seed, "hierarchical-bootstrap", Integer.toString(replicate)));
    double sum = 0;
    int cells = 0;
    for (int i = 0; i < datasets.size(); i++) {
      for (double[] values : datasets.get(random.nextInt(datasets.size()))) {
        sum += drawnMean(values, random);
        cells++;
      }
    }
    return sum / cells;
  }

  private static double drawnMean(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
