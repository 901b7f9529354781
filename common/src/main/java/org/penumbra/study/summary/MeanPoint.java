package org.penumbra.study.summary;

import java.util.List;
import java.util.SortedSet;

/**
 * A strategy at one budget, every cell counting the same: the mean over cells of the mean over
 * seeds. Strategies compare only where they were played in the same cells.
 *
 * @param strategy how items were chosen
 * @param labels judgements spent
 * @param mean NaN without any cell
 * @param standardError √(Σ of the cells' squared standard errors) / cells: of other seeds in these
 *     cells, not of other corpora; NaN where a cell has one seed only
 * @param cells how many have the strategy at this budget and a pool large enough for it
 */
public record MeanPoint(String strategy, int labels, double mean, double standardError, int cells) {

  static MeanPoint of(
      Measurements rows, SortedSet<Cell> cells, String strategy, String metric, int labels) {
    List<SeedMean> means =
        cells.stream()
            .flatMap(cell -> LearningCurve.of(rows, cell, strategy, metric).at(labels).stream())
            .map(CurvePoint::value)
            .filter(value -> value.seeds() > 0)
            .toList();
    double variance =
        means.stream().mapToDouble(value -> value.standardError() * value.standardError()).sum();
    return new MeanPoint(
        strategy,
        labels,
        means.stream().mapToDouble(SeedMean::mean).average().orElse(Double.NaN),
        means.isEmpty() ? Double.NaN : Math.sqrt(variance) / means.size(),
        means.size());
  }
}
