package org.penumbra.study.summary;

import java.util.List;
import java.util.OptionalInt;
import org.penumbra.study.Metric;

/**
 * All that was seen in a cell, whether its pool is large enough to count or not.
 *
 * @param cell where
 * @param poolItems items in the pool, the smallest where seeds differ; empty where it is unknown
 * @param allExpert what experts reach who label the whole pool
 * @param curves of the plan's metric, references included, by strategy
 * @param prevalences as estimated, by strategy
 * @param positives found, by strategy
 */
public record CellSummary(
    Cell cell,
    OptionalInt poolItems,
    SeedMean allExpert,
    List<LearningCurve> curves,
    List<LearningCurve> prevalences,
    List<LearningCurve> positives) {

  public CellSummary {
    curves = List.copyOf(curves);
    prevalences = List.copyOf(prevalences);
    positives = List.copyOf(positives);
  }

  static CellSummary of(Measurements rows, Cell cell, String metric) {
    double[] allExpert =
        rows.allExpert(cell, metric).values().stream().mapToDouble(Double::doubleValue).toArray();
    return new CellSummary(
        cell,
        rows.poolItems(cell),
        SeedMean.of(allExpert),
        LearningCurve.all(rows, cell, metric),
        LearningCurve.all(rows, cell, Metric.PREVALENCE.wireName()),
        LearningCurve.all(rows, cell, Metric.POSITIVES.wireName()));
  }

  /** Whether the pool holds so many times as many items as a budget. */
  boolean holds(int budget, int minPoolMultiple) {
    return Budgets.heldBy(poolItems, budget, minPoolMultiple);
  }
}
