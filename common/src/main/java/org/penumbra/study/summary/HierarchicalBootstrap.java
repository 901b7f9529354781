package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.StableHash;

/**
 * An interval for a mean over cells of a mean over seeds that speaks of other data sets: these are
 * drawn first, with replacement and with all their cells, then seeds within each data set drawn,
 * afresh for every copy (Davison and Hinkley 1997, "Bootstrap methods and their application",
 * section 3.8). Cells of one data set share its texts, and those of one seed most of a draw, so
 * they travel together.
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
   * @param valuesOfCell one value or more of each cell, by seed
   */
  public Interval interval(SortedMap<Cell, SortedMap<Long, Double>> valuesOfCell) {
    SortedMap<String, List<SortedMap<Long, Double>>> byDataset = new TreeMap<>();
    valuesOfCell.forEach(
        (cell, values) ->
            byDataset.computeIfAbsent(cell.dataset(), name -> new ArrayList<>()).add(values));
    if (byDataset.isEmpty()) {
      return Interval.UNDEFINED;
    }
    List<Cells> datasets = byDataset.values().stream().map(Cells::of).toList();
    double[] means =
        IntStream.range(0, replicates)
            .parallel()
            .mapToDouble(replicate -> replicate(datasets, replicate))
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    double estimate =
        valuesOfCell.values().stream().mapToDouble(HierarchicalBootstrap::mean).average().orElse(0);
    return new Interval(
        estimate, quantile(means, (1 - LEVEL) / 2), quantile(means, (1 + LEVEL) / 2));
  }

  private static double mean(SortedMap<Long, Double> values) {
    return SeedMean.of(values.values().stream().mapToDouble(Double::doubleValue).sorted().toArray())
        .mean();
  }

  private double replicate(List<Cells> datasets, int replicate) {
    SplittableRandom random =
        new SplittableRandom(
            StableHash.bits(seed, "hierarchical-bootstrap", Integer.toString(replicate)));
    return IntStream.range(0, datasets.size())
        .mapToObj(i -> datasets.get(random.nextInt(datasets.size())).drawnMeans(random))
        .flatMapToDouble(DoubleStream::of)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The cells of one data set, a row a seed: NaN where a cell does not have it. Rows are ordered by
   * value, so that the names of the seeds change no bit.
   */
  private record Cells(List<double[]> seeds) {

    static Cells of(List<SortedMap<Long, Double>> cells) {
      return new Cells(
          cells.stream()
              .flatMap(cell -> cell.keySet().stream())
              .distinct()
              .map(
                  seed ->
                      cells.stream()
                          .mapToDouble(cell -> cell.getOrDefault(seed, Double.NaN))
                          .toArray())
              .sorted(Arrays::compare)
              .toList());
    }

    /**
     * The mean of each cell over seeds drawn once for all; a cell with none of them is left out.
     */
    double[] drawnMeans(SplittableRandom random) {
      List<double[]> drawn =
          seeds.stream().map(seed -> seeds.get(random.nextInt(seeds.size()))).toList();
      return IntStream.range(0, seeds.get(0).length)
          .mapToObj(cell -> drawn.stream().mapToDouble(seed -> seed[cell]))
          .map(values -> values.filter(value -> !Double.isNaN(value)).average())
          .filter(OptionalDouble::isPresent)
          .mapToDouble(OptionalDouble::getAsDouble)
          .toArray();
    }
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
