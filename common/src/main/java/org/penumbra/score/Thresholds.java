package org.penumbra.score;

import java.util.Locale;
import java.util.Optional;
import org.penumbra.Interval;

/**
 * Which prevalence the cut is placed for. The labels' estimate ({@link RankPlatt}) is the sharper
 * one, but it takes the labels for a fair picture of their percentile, which labels picked mostly
 * from the top of another model's scores are not: it then overestimates, by a factor of two in a
 * test. The audit's ({@link AuditEstimate}) rests on nothing but its sampling probabilities. Where
 * each one's interval excludes the other's estimate, the audit wins and the choice carries a
 * warning; an audit too small to exclude anything contradicts nobody. An audit that found no
 * positive has no say: a cut for a prevalence of 0 predicts none.
 */
public final class Thresholds {

  private Thresholds() {}

  /**
   * A threshold, and a sentence for the run's report where the estimates disagree.
   *
   * @param threshold the threshold to use
   * @param warning why it is not what the labels say, if so
   */
  public record Choice(Threshold threshold, Optional<String> warning) {}

  /**
   * The threshold for a population.
   *
   * @param population scores of the model the cut is for
   * @param fit the labels' estimate; empty if there were too few labels
   * @param audit the audit's estimate, or {@link Interval#UNDEFINED}
   * @param assumedPrevalence used where neither exists, in (0, 1)
   */
  public static Choice choose(
      Percentiles population,
      Optional<RankPlatt.Fit> fit,
      Interval audit,
      double assumedPrevalence) {
    boolean audited = audit.defined() && audit.estimate() > 0;
    if (fit.isEmpty()) {
      return new Choice(
          audited
              ? Threshold.measured(population, audit, Threshold.AUDIT)
              : Threshold.assumed(population, assumedPrevalence),
          Optional.empty());
    }
    Interval labels = fit.get().prevalence();
    if (fit.get().calibration().slope() <= 0) {
      String fallback = "Labels do not rise with the score (rank-Platt slope %.2f); cut placed ";
      String reason = String.format(Locale.ROOT, fallback, fit.get().calibration().slope());
      return audited
          ? new Choice(
              Threshold.measured(population, audit, Threshold.AUDIT),
              Optional.of(reason + "by the audit."))
          : new Choice(
              Threshold.assumed(population, assumedPrevalence),
              Optional.of(reason + "by the assumed prevalence."));
    }
    if (audited && !labels.contains(audit.estimate()) && !audit.contains(labels.estimate())) {
      String warning =
          String.format(
              Locale.ROOT,
              "The labels put the prevalence at %s, the audit at %s; the audit's is used.",
              shown(labels),
              shown(audit));
      return new Choice(
          Threshold.measured(population, audit, Threshold.AUDIT), Optional.of(warning));
    }
    return new Choice(
        Threshold.measured(population, labels, Threshold.RANK_PLATT), Optional.empty());
  }

  private static String shown(Interval share) {
    return String.format(
        Locale.ROOT, "%.4f [%.4f, %.4f]", share.estimate(), share.low(), share.high());
  }
}
