package org.penumbra.study.summary;

import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;
import org.penumbra.study.StudyNames;

/** The rows of a study, found by cell, strategy and metric; their order does not matter. */
public final class Measurements {

  private record Series(Cell cell, String strategy, String metric) {}

  private final Map<Series, SortedMap<Integer, SortedMap<Long, Double>>> series = new HashMap<>();

  private Measurements() {}

  /**
   * Sorts rows in.
   *
   * @throws IllegalArgumentException if two rows give the same figure of the same played loop
   */
  public static Measurements of(Collection<Measurement> rows) {
    Measurements measurements = new Measurements();
    for (Measurement row : rows) {
      Cell cell = new Cell(row.dataset(), row.prevalence());
      Double before =
          measurements
              .series
              .computeIfAbsent(
                  new Series(cell, row.strategy(), row.metric()), key -> new TreeMap<>())
              .computeIfAbsent(row.labels(), labels -> new TreeMap<>())
              .put(row.seed(), row.value());
      if (before != null) {
        throw new IllegalArgumentException(
            "Cannot summarise a study with two rows of one figure: " + row + " and " + before);
      }
    }
    measurements.alignWholePools();
    return measurements;
  }

  /**
   * Pools of seeds may differ in size by a few items. The crowd's curve ends in the whole pool, and
   * that shall be one point: the last of each seed that has labelled as many items as the smallest
   * pool holds.
   */
  private void alignWholePools() {
    series.forEach(
        (key, curve) -> {
          if (key.strategy().equals(StudyNames.CROWD)) {
            poolItems(key.cell()).ifPresent(smallest -> alignFrom(curve, smallest));
          }
        });
  }

  private static void alignFrom(SortedMap<Integer, SortedMap<Long, Double>> curve, int labels) {
    SortedMap<Integer, SortedMap<Long, Double>> wholePools = curve.tailMap(labels);
    SortedMap<Long, Double> lastOfSeed = new TreeMap<>();
    wholePools.values().forEach(bySeed -> lastOfSeed.putAll(bySeed));
    wholePools.clear();
    if (!lastOfSeed.isEmpty()) {
      curve.put(labels, lastOfSeed);
    }
  }

  /** The cells in which a strategy other than the corpus was played, in order. */
  SortedSet<Cell> cells() {
    return series.keySet().stream()
        .filter(key -> !key.strategy().equals(StudyNames.CORPUS))
        .map(Series::cell)
        .collect(toCollection(TreeSet::new));
  }

  /** The cells that count at a budget: those whose pool holds so many times as many items. */
  SortedSet<Cell> cellsHolding(int budget, int minPoolMultiple) {
    return cells().stream()
        .filter(cell -> Budgets.heldBy(poolItems(cell), budget, minPoolMultiple))
        .collect(toCollection(TreeSet::new));
  }

  /** Items in the pool of a cell; the smallest pool where seeds differ. */
  OptionalInt poolItems(Cell cell) {
    return at(cell, StudyNames.CORPUS, Metric.POOL_ITEMS.wireName())
        .getOrDefault(0, Collections.emptySortedMap())
        .values()
        .stream()
        .mapToInt(Double::intValue)
        .min();
  }

  /** The strategies with a metric in a cell, by name. */
  SortedSet<String> strategies(Cell cell, String metric) {
    return series.keySet().stream()
        .filter(key -> key.cell().equals(cell) && key.metric().equals(metric))
        .map(Series::strategy)
        .collect(toCollection(TreeSet::new));
  }

  /** A metric by labels and seed; empty where it was not measured. */
  SortedMap<Integer, SortedMap<Long, Double>> at(Cell cell, String strategy, String metric) {
    return series.getOrDefault(new Series(cell, strategy, metric), Collections.emptySortedMap());
  }

  /** A metric by seed at some budgets, of those seeds only that have a value at every one. */
  SortedMap<Long, double[]> complete(
      Cell cell, String strategy, String metric, List<Integer> budgets) {
    SortedMap<Integer, SortedMap<Long, Double>> curve = at(cell, strategy, metric);
    SortedMap<Long, double[]> complete = new TreeMap<>();
    for (Long seed : curve.getOrDefault(budgets.get(0), Collections.emptySortedMap()).keySet()) {
      double[] values =
          budgets.stream()
              .map(budget -> curve.getOrDefault(budget, Collections.emptySortedMap()))
              .mapToDouble(bySeed -> bySeed.getOrDefault(seed, Double.NaN))
              .filter(value -> !Double.isNaN(value))
              .toArray();
      if (values.length == budgets.size()) {
        complete.put(seed, values);
      }
    }
    return complete;
  }

  /**
   * What experts reach who label the whole pool, by seed. Pools of seeds may differ in size, so
   * each seed has its own number of labels; the largest is the whole pool.
   */
  SortedMap<Long, Double> allExpert(Cell cell, String metric) {
    SortedMap<Long, Double> bySeed = new TreeMap<>();
    at(cell, StudyNames.ALL_EXPERT, metric).values().forEach(values -> bySeed.putAll(values));
    bySeed.values().removeIf(value -> Double.isNaN(value));
    return bySeed;
  }
}
