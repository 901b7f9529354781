package org.penumbra.jobs.select;

import java.io.Serializable;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.student.StudentModel;

/** A student's calibration as tasks carry it: from score to probability. */
final class Calibrated implements Serializable {

  private final int size;
  private final double[] scores;
  private final double slope;
  private final double intercept;

  private Calibrated(int size, double[] scores, Calibration calibration) {
    this.size = size;
    this.scores = scores;
    this.slope = calibration.slope();
    this.intercept = calibration.intercept();
  }

  /** Of a student, or of none. */
  static Calibrated of(StudentModel student) {
    return student == null
        ? new Calibrated(0, new double[0], Calibration.UNDEFINED)
        : new Calibrated(
            student.percentiles().size(), student.percentiles().scores(), student.calibration());
  }

  /** A function for one task, so that the table is unpacked once. */
  Probability probability() {
    Calibration calibration = new Calibration(slope, intercept);
    if (size == 0 || !calibration.defined()) {
      return score -> Double.NaN;
    }
    PercentileTable percentiles = new PercentileTable(size, scores);
    return score -> calibration.probability(percentiles.of(score));
  }

  /** From a score to the probability of a positive label; NaN where nothing is calibrated. */
  interface Probability {
    double of(double score);
  }
}
