package org.penumbra.score;

import java.io.Serializable;
import org.penumbra.Errors;
import org.penumbra.Interval;

/**
 * The score from which an item is predicted positive, and what it rests on.
 *
 * @param cut predicted positive: score ≥ cut
 * @param prevalence share of positives in the population the cut was placed for; its bounds are NaN
 *     where it was assumed
 * @param method {@link #ASSUMED}, {@link #RANK_PLATT} or {@link #AUDIT}
 */
public record Threshold(double cut, Interval prevalence, String method) implements Serializable {

  /** Before there are labels: a share the user expects. */
  public static final String ASSUMED = "assumed";

  /** From the labels, through {@link RankPlatt}. */
  public static final String RANK_PLATT = "rank-platt";

  /** From the probability sample alone, see {@link Thresholds}. */
  public static final String AUDIT = "audit";

  /** The cut for a prevalence that nobody measured, see {@link Percentiles#cut}. */
  public static Threshold assumed(Percentiles population, double prevalence) {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw Errors.assumedPrevalence(prevalence);
    }
    Interval unmeasured = new Interval(prevalence, Double.NaN, Double.NaN);
    return new Threshold(population.cut(prevalence), unmeasured, ASSUMED);
  }

  /** The label, 0 or 1, this threshold predicts for a score. */
  public int label(double score) {
    return score >= cut ? 1 : 0;
  }

  static Threshold measured(Percentiles population, Interval prevalence, String method) {
    return new Threshold(population.cut(prevalence.estimate()), prevalence, method);
  }
}
