package org.penumbra.student;

import java.io.Serializable;
import org.penumbra.Errors;
import org.penumbra.embed.EncodedText;
import org.penumbra.score.CalibratedScores;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.Threshold;

/**
 * A trained student with all that applying it takes and all that says where it comes from. Plain
 * values: executors read it without ND4J and without the pool, and it alone scores a text.
 *
 * @param lineage what it was trained for and on
 * @param scorer vectors and n-grams to score
 * @param features how it reads a text; null where it reads no n-grams
 * @param scoreInput how it reads a model's score beside vectors; null where it reads none
 * @param threshold score to label
 * @param calibration percentile to probability; undefined if the labels allowed no cross-fitting
 * @param percentiles score to percentile of the pool
 * @param training how the fit went
 * @param outOfFold how well it ranked labels it had not seen
 */
public record StudentModel(
    Lineage lineage,
    StudentScorer scorer,
    TextFeatures features,
    ScoreInput scoreInput,
    Threshold threshold,
    Calibration calibration,
    PercentileTable percentiles,
    Training training,
    OutOfFoldSummary outOfFold)
    implements Serializable {

  /**
   * What a model belongs to.
   *
   * @param policyId the policy it decides
   * @param guidelineVersion of the labels
   * @param encoder name of the encoder of its vectors
   * @param encoderHash hash of that encoder's files
   */
  public record Lineage(
      String policyId, String guidelineVersion, String encoder, String encoderHash)
      implements Serializable {}

  /**
   * How the final fit of the head went.
   *
   * @param labels items trained on
   * @param positives of them
   * @param lambda L2 penalty on the summed loss of standardised vectors
   * @param tolerance asked of the gradient's norm, relative to that at the start
   * @param gradientNorm reached, same unit
   * @param loss summed cross-entropy plus penalty reached
   * @param iterations of its training
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
      long seed)
      implements Serializable {}

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
      double meanNegativePercentile)
      implements Serializable {}

  /** The same student, to be given vectors as an encoder makes them and a model's score apart. */
  public StudentModel reading(ScoreInput score) {
    return new StudentModel(
        lineage, scorer, features, score, threshold, calibration, percentiles, training, outOfFold);
  }

  /** Whether it reads a model's score beside the vectors. */
  public boolean readsScore() {
    return scoreInput != null;
  }

  /** Whether it reads texts, and not their vectors alone. */
  public boolean readsTexts() {
    return scorer.ngrams() != null;
  }

  /**
   * The score of an item: that of its highest window, and of the n-grams of the whole. Not a
   * probability: log-odds among the labelled items for a head alone, else deviations from the mean.
   */
  public double score(StudentInput item) {
    return ofVectors(item.encoded()) + ofText(item.text());
  }

  /** What vectors give of a score, for where an item's text lies apart. */
  public double ofVectors(EncodedText encoded) {
    if (readsScore()) {
      throw new IllegalStateException("This student scores only what a model has scored before");
    }
    return scorer.head().score(encoded);
  }

  /** The same of a student that reads a model's score too. */
  public double ofVectors(EncodedText encoded, double modelScore) {
    return scorer.head().score(scoreInput.beside(encoded, modelScore));
  }

  /** What the text gives; 0 where none is read. */
  public double ofText(String text) {
    return readsTexts() ? scorer.ofCounts(features.of(text)) : 0;
  }

  /** The label, 0 or 1, of a score. */
  public int label(double score) {
    return threshold.label(score);
  }

  /** How its scores are to be read. */
  public CalibratedScores calibrated() {
    return new CalibratedScores(threshold, calibration, percentiles);
  }

  /** The calibrated probability that a score's item is positive; NaN if nothing was calibrated. */
  public double probability(double score) {
    return calibrated().probability(score);
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
