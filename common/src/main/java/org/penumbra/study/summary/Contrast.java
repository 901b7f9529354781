package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;

/**
 * How much better one strategy is than another: the mean over cells of the mean over seeds of
 * paired differences. A seed has a difference where both strategies have a value at every budget;
 * of several budgets the mean is taken first. A cell counts where its pool is large enough for the
 * largest budget and a seed has a difference.
 *
 * @param role confirmatory for the one contrast that was fixed before anything was played; an
 *     interval among many is no test
 * @param planned what is compared
 * @param metric in what
 * @param estimate with its 95 % interval from {@link HierarchicalBootstrap}
 * @param cells the cells that count, in order
 */
public record Contrast(
    Role role,
    PlannedContrast planned,
    String metric,
    Interval estimate,
    List<CellDifference> cells) {

  /** What may be concluded. */
  public enum Role {
    CONFIRMATORY,
    DESCRIPTIVE
  }

  public Contrast {
    cells = List.copyOf(cells);
  }

  /**
   * The contrast in a study.
   *
   * @param minPoolMultiple how many times the largest budget a pool must hold
   */
  public static Contrast of(
      Measurements rows,
      Role role,
      PlannedContrast planned,
      String metric,
      int minPoolMultiple,
      HierarchicalBootstrap bootstrap) {
    int largest = planned.budgets().get(planned.budgets().size() - 1);
    SortedMap<Cell, SortedMap<Long, Double>> differences = new TreeMap<>();
    List<CellDifference> cells = new ArrayList<>();
    for (Cell cell : rows.cellsHolding(largest, minPoolMultiple)) {
      SortedMap<Long, Double> paired = paired(rows, cell, planned, metric);
      if (!paired.isEmpty()) {
        differences.put(cell, paired);
        cells.add(
            new CellDifference(
                cell,
                SeedMean.of(paired.values().stream().mapToDouble(Double::doubleValue).toArray())));
      }
    }
    return new Contrast(role, planned, metric, bootstrap.interval(differences), cells);
  }

  /** In how many cells the mean difference is above 0. */
  public long positiveCells() {
    return cells.stream().filter(cell -> cell.difference().mean() > 0).count();
  }

  /** How many data sets the cells come from. */
  public long datasets() {
    return cells.stream().map(cell -> cell.cell().dataset()).distinct().count();
  }

  private static SortedMap<Long, Double> paired(
      Measurements rows, Cell cell, PlannedContrast planned, String metric) {
    SortedMap<Long, double[]> ones =
        rows.complete(cell, planned.strategy(), metric, planned.budgets());
    SortedMap<Long, double[]> others =
        rows.complete(cell, planned.baseline(), metric, planned.budgets());
    SortedMap<Long, Double> paired = new TreeMap<>();
    ones.forEach(
        (seed, values) -> {
          if (others.containsKey(seed)) {
            paired.put(seed, mean(values) - mean(others.get(seed)));
          }
        });
    return paired;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
