package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.study.StudyNames;

/** What a strategy has at one budget and the crowd's curve, seed by seed, in one cell. */
final class PairedCurves {

  private final double[] grid;

  /** Per seed the strategy's value, then the crowd's at each point of the grid or NaN. */
  private final List<double[]> seeds;

  private PairedCurves(double[] grid, List<double[]> seeds) {
    this.grid = grid;
    this.seeds = seeds;
  }

  /** The seeds that have the strategy at the budget and any of the crowd's curve. */
  static PairedCurves of(Measurements rows, Cell cell, String strategy, int budget, String metric) {
    SortedMap<Long, double[]> expert = rows.complete(cell, strategy, metric, List.of(budget));
    // From 1 on, since the grid is read by its logarithm.
    SortedMap<Integer, SortedMap<Long, Double>> crowd =
        rows.at(cell, StudyNames.CROWD, metric).tailMap(1);
    List<double[]> seeds = new ArrayList<>();
    expert.forEach(
        (seed, value) -> {
          double[] curve =
              crowd.values().stream()
                  .mapToDouble(bySeed -> bySeed.getOrDefault(seed, Double.NaN))
                  .toArray();
          if (!Arrays.stream(curve).allMatch(Double::isNaN)) {
            double[] row = Arrays.copyOf(value, 1 + curve.length);
            System.arraycopy(curve, 0, row, 1, curve.length);
            seeds.add(row);
          }
        });
    // By value, so that the names of the seeds change no bit.
    seeds.sort(Arrays::compare);
    return new PairedCurves(
        crowd.keySet().stream().mapToDouble(Integer::doubleValue).toArray(), seeds);
  }

  int seeds() {
    return seeds.size();
  }

  /** The mean of what the strategy has. */
  double level() {
    return mean(0, once());
  }

  /** Where the crowd's curve reaches the strategy's level. */
  Crossing crossing() {
    return crossing(once());
  }

  /** A figure of the crossing, for a bootstrap that draws seeds with both their curves. */
  GroupStatistic statistic(ToDoubleFunction<Crossing> figure) {
    List<String> names = IntStream.range(0, seeds.size()).mapToObj(Integer::toString).toList();
    return GroupStatistic.of(names, times -> figure.applyAsDouble(crossing(times)));
  }

  /** The first point of the grid that any of the seeds has. */
  double first() {
    return grid[reached(once())[0]];
  }

  /** The last. */
  double last() {
    int[] reached = reached(once());
    return grid[reached[reached.length - 1]];
  }

  private Crossing crossing(double[] times) {
    int[] reached = reached(times);
    return Crossing.of(
        Arrays.stream(reached).mapToDouble(point -> grid[point]).toArray(),
        Isotonic.nonDecreasing(
            Arrays.stream(reached).mapToDouble(point -> mean(1 + point, times)).toArray(),
            Arrays.stream(reached).mapToDouble(point -> weight(1 + point, times)).toArray()),
        mean(0, times));
  }

  private int[] reached(double[] times) {
    return IntStream.range(0, grid.length).filter(point -> weight(1 + point, times) > 0).toArray();
  }

  private double weight(int column, double[] times) {
    double sum = 0;
    for (int seed = 0; seed < times.length; seed++) {
      sum += Double.isNaN(seeds.get(seed)[column]) ? 0 : times[seed];
    }
    return sum;
  }

  private double mean(int column, double[] times) {
    double sum = 0;
    for (int seed = 0; seed < times.length; seed++) {
      double value = seeds.get(seed)[column];
      sum += Double.isNaN(value) ? 0 : times[seed] * value;
    }
    return sum / weight(column, times);
  }

  private double[] once() {
    double[] once = new double[seeds.size()];
    Arrays.fill(once, 1);
    return once;
  }
}
