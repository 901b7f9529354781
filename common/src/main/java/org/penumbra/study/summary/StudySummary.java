package org.penumbra.study.summary;

import java.util.Collection;
import java.util.List;
import org.penumbra.study.Measurement;

/**
 * What a study says, as plain data.
 *
 * @param plan what was to be read
 * @param strategies that spend expert judgements, by name
 * @param cells all that was seen, cell by cell
 * @param means over cells, by strategy and budget
 * @param areas normalised areas by strategy and cell, of cells large enough for the largest budget
 * @param meanAreas their means over cells
 * @param confirmatory the contrast fixed beforehand
 * @param descriptive every strategy against the baseline and the fixed strategy against every
 *     other, over the budgets of the fixed contrast; then the fixed contrast budget by budget
 * @param factors reduction factors by strategy, budget and cell, where there is a crowd
 * @param medians their medians over cells
 */
public record StudySummary(
    SummaryPlan plan,
    List<String> strategies,
    List<CellSummary> cells,
    List<MeanPoint> means,
    List<NormalisedArea> areas,
    List<MeanArea> meanAreas,
    Contrast confirmatory,
    List<Contrast> descriptive,
    List<ReductionFactor> factors,
    List<ReductionMedian> medians) {

  public StudySummary {
    strategies = List.copyOf(strategies);
    cells = List.copyOf(cells);
    means = List.copyOf(means);
    areas = List.copyOf(areas);
    meanAreas = List.copyOf(meanAreas);
    descriptive = List.copyOf(descriptive);
    factors = List.copyOf(factors);
    medians = List.copyOf(medians);
  }

  /** Reads a study as planned; the order of the rows does not matter. */
  public static StudySummary of(Collection<Measurement> measurements, SummaryPlan plan) {
    return new StudyReading(Measurements.of(measurements), plan).summary();
  }
}
