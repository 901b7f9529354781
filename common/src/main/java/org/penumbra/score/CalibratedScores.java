package org.penumbra.score;

import java.io.Serializable;
import java.util.List;

/**
 * How a model's scores are to be read.
 *
 * @param threshold score to label
 * @param calibration percentile to probability; undefined if the labels allowed none
 * @param percentiles score to percentile of the pool
 */
public record CalibratedScores(
    Threshold threshold, Calibration calibration, PercentileTable percentiles)
    implements Serializable {

  /**
   * Of a model that stands beside another: the cut is placed for the same prevalence.
   *
   * @param population its scores of a sample of the pool
   * @param like the other's threshold
   * @param labelled what it scored without having seen the labels; may be empty
   */
  public static CalibratedScores beside(
      WeightedPercentiles population, Threshold like, List<RankPlatt.Item> labelled) {
    return new CalibratedScores(
        Threshold.measured(population, like.prevalence(), like.method()),
        labelled.isEmpty()
            ? Calibration.UNDEFINED
            : RankPlatt.fit(labelled, population.size()).calibration(),
        PercentileTable.of(population));
  }

  /** The calibrated probability that a score's item is positive; NaN if nothing was calibrated. */
  public double probability(double score) {
    return calibration.probability(percentiles.of(score));
  }
}
