package org.penumbra.student;

import org.penumbra.Errors;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.Threshold;

/**
 * A trained student with all that applying it takes and all that says where it comes from. Plain
 * values: executors read it without ND4J and without the pool.
 *
 * @param lineage what it was trained for and on
 * @param model raw unit vector to score
 * @param threshold score to label
 * @param calibration percentile to probability; undefined if the labels allowed no cross-fitting
 * @param percentiles score to percentile of the pool
 * @param training how the fit went
 * @param outOfFold how well it ranked labels it had not seen
 */
public record StudentModel(
    Lineage lineage,
    LinearModel model,
    Threshold threshold,
    Calibration calibration,
    PercentileTable percentiles,
    Training training,
    OutOfFoldSummary outOfFold) {

  /**
   * What a model belongs to.
   *
   * @param policyId the policy it decides
   * @param guidelineVersion of the labels
   * @param encoder name of the encoder of its vectors
   * @param encoderHash hash of that encoder's files
   */
  public record Lineage(
      String policyId, String guidelineVersion, String encoder, String encoderHash) {}

  /**
   * How the final fit went.
   *
   * @param labels items trained on
   * @param positives of them
   * @param lambda L2 penalty on the summed loss of standardised vectors
   * @param tolerance asked of the gradient's norm, relative to that at zero weights
   * @param gradientNorm reached, same unit
   * @param loss summed cross-entropy plus penalty reached
   * @param iterations of conjugate gradient
   * @param seed of the deal of groups to folds
   */
  public record Training(
      int labels,
      int positives,
      double lambda,
      double tolerance,
      double gradientNorm,
      double loss,
      int iterations,
      long seed) {}

  /**
   * Figures over the labelled items from outside; they describe the labelled items, which were
   * selected, and not the population.
   *
   * @param items scored out of fold
   * @param folds made, 0 if cross-fitting was impossible
   * @param auc share of (positive, negative) pairs ranked rightly by percentile, ties half; NaN
   *     without both labels
   * @param meanPositivePercentile NaN without positives
   * @param meanNegativePercentile NaN without negatives
   */
  public record OutOfFoldSummary(
      int items,
      int folds,
      double auc,
      double meanPositivePercentile,
      double meanNegativePercentile) {}

  /** The score of a unit vector (log-odds among the labelled items, not a probability). */
  public double score(float[] vector) {
    return model.score(vector);
  }

  /** The label, 0 or 1, of a score. */
  public int label(double score) {
    return threshold.label(score);
  }

  /** The calibrated probability that a score's item is positive; NaN if nothing was calibrated. */
  public double probability(double score) {
    return calibration.probability(percentiles.of(score));
  }

  /**
   * Makes sure vectors come from the encoder the student was trained on.
   *
   * @throws org.penumbra.UserException if they do not
   */
  public void requireEncoder(String encoder, String encoderHash) {
    if (!lineage.encoderHash().equals(encoderHash)) {
      throw Errors.modelOfOtherEncoder(
          lineage.encoder() + " (" + lineage.encoderHash() + ")",
          encoder + " (" + encoderHash + ")");
    }
  }
}
