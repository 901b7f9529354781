package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Several k x k tables whose cells are kept apart by group, so that a bootstrap replicate is one
 * pass over the cells a group touches instead of one over its ratings.
 */
final class GroupedTables {

  /** What rounding may leave of an emptied cell; a weight is far larger. */
  private static final double NOTHING = 1e-9;

  private final List<String> groups;
  private final int tables;
  private final int categories;
  private final int[] starts;
  private final int[] cells;
  private final double[] weights;
  private final int comparisons;

  private GroupedTables(
      List<String> groups,
      int tables,
      int categories,
      int comparisons,
      List<SortedMap<Integer, Double>> entries) {
    this.groups = groups;
    this.tables = tables;
    this.categories = categories;
    this.comparisons = comparisons;
    this.starts = new int[groups.size() + 1];
    int size = entries.stream().mapToInt(Map::size).sum();
    this.cells = new int[size];
    this.weights = new double[size];
    int next = 0;
    for (int group = 0; group < groups.size(); group++) {
      for (Map.Entry<Integer, Double> entry : entries.get(group).entrySet()) {
        cells[next] = entry.getKey();
        weights[next] = entry.getValue();
        next++;
      }
      starts[group + 1] = next;
    }
  }

  /** The mean of the tables' kappas, for a bootstrap by group; NaN if none exists. */
  GroupStatistic meanKappa() {
    return statistic(cells -> meanKappa(cells, new int[2]));
  }

  /** A figure of all cells, which come table by table, row by row. */
  GroupStatistic statistic(ToDoubleFunction<double[]> figure) {
    double[] all = sums();
    return new GroupStatistic() {
      @Override
      public List<String> groups() {
        return groups;
      }

      @Override
      public double at(double[] times) {
        return figure.applyAsDouble(sums(times));
      }

      @Override
      public double without(int group) {
        double[] rest = all.clone();
        for (int i = starts[group]; i < starts[group + 1]; i++) {
          double left = rest[cells[i]] - weights[i];
          rest[cells[i]] = left < NOTHING ? 0 : left;
        }
        return figure.applyAsDouble(rest);
      }
    };
  }

  /** The intervals of {@link #meanKappa()} of two categories, negative before positive. */
  KappaInterval intervals() {
    int taking = 0;
    for (int group = 0; group < groups.size(); group++) {
      taking += starts[group + 1] > starts[group] ? 1 : 0;
    }
    return new KappaInterval(meanKappa(), shares(), comparisons, taking);
  }

  /**
   * The shares of positives of the side that has more of them in each table, and of the other: the
   * sides of several tables must not make up for one another.
   */
  private KappaVariance shares() {
    double[] cells = sums();
    double total = 0;
    double more = 0;
    double less = 0;
    for (int from = 0; from < cells.length; from += categories * categories) {
      double both = cells[from + 3];
      total += cells[from] + cells[from + 1] + cells[from + 2] + both;
      more += both + Math.max(cells[from + 1], cells[from + 2]);
      less += both + Math.min(cells[from + 1], cells[from + 2]);
    }
    return new KappaVariance(more / total, less / total);
  }

  /** The mean kappa, counting the tables with one and those without into {@code counts}. */
  double meanKappa(int[] counts) {
    return meanKappa(sums(), counts);
  }

  private double meanKappa(double[] sums, int[] counts) {
    double sum = 0;
    for (int table = 0; table < tables; table++) {
      double kappa = CohenKappa.value(sums, table * categories * categories, categories);
      if (Double.isNaN(kappa)) {
        counts[1]++;
      } else {
        counts[0]++;
        sum += kappa;
      }
    }
    return counts[0] == 0 ? Double.NaN : sum / counts[0];
  }

  /** All cells, table by table, row by row. */
  double[] sums() {
    double[] once = new double[groups.size()];
    Arrays.fill(once, 1.0);
    return sums(once);
  }

  /** The same, where each group counts {@code times}. */
  private double[] sums(double[] times) {
    double[] sums = new double[tables * categories * categories];
    for (int group = 0; group < starts.length - 1; group++) {
      double factor = times[group];
      if (factor != 0) {
        for (int i = starts[group]; i < starts[group + 1]; i++) {
          sums[cells[i]] += factor * weights[i];
        }
      }
    }
    return sums;
  }

  /** Gathers cells; a table comes into being with its first cell, named and ordered by its key. */
  static final class Builder {

    private record Cell(int group, int row, int column, double weight) {}

    private final List<String> groups;
    private final int categories;
    private final SortedMap<String, List<Cell>> tables = new TreeMap<>();

    Builder(List<String> groups, int categories) {
      this.groups = groups;
      this.categories = categories;
    }

    void add(String table, int group, int row, int column, double weight) {
      tables
          .computeIfAbsent(table, key -> new ArrayList<>())
          .add(new Cell(group, row, column, weight));
    }

    GroupedTables build() {
      List<SortedMap<Integer, Double>> entries = new ArrayList<>();
      groups.forEach(group -> entries.add(new TreeMap<>()));
      int table = 0;
      for (List<Cell> list : tables.values()) {
        int from = table * categories * categories;
        for (Cell cell : list) {
          int index = from + cell.row() * categories + cell.column();
          entries.get(cell.group()).merge(index, cell.weight(), Double::sum);
        }
        table++;
      }
      int comparisons = tables.values().stream().mapToInt(List::size).sum();
      return new GroupedTables(groups, table, categories, comparisons, entries);
    }
  }
}
