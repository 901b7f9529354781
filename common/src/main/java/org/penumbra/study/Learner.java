package org.penumbra.study;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.score.Calibration;
import org.penumbra.score.Percentiles;
import org.penumbra.score.Threshold;

/** Trains students at one table. Items are positions in the corpus. */
interface Learner {

  /** Scores by a student. */
  @FunctionalInterface
  interface Scores {

    /** Of some items of pool or test set. */
    double[] of(int[] items);
  }

  /**
   * A student.
   *
   * @param scores by it
   * @param threshold where its labels begin
   * @param calibration percentile to probability; undefined where the labels allowed none
   * @param population its scores of the pool
   */
  record Learned(
      Scores scores, Threshold threshold, Calibration calibration, Percentiles population) {

    /** The probability that an item of a score is positive; NaN where nothing is calibrated. */
    double probability(double score) {
      return calibration.probability(population.of(score));
    }
  }

  /**
   * A student of some answers, or none where they are all alike.
   *
   * @param items that are labelled
   * @param answers 0 or 1 of every item of the corpus
   * @param audit prevalence by the audit, or {@link Interval#UNDEFINED}
   */
  Optional<Learned> train(Collection<Integer> items, int[] answers, Interval audit);

  /**
   * Students of some answers that hold both labels, without calibration: one for each penalty that
   * may be tried.
   */
  List<Scores> atEachPenalty(Collection<Integer> items, int[] answers);
}
