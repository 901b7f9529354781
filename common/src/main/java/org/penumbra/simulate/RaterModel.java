package org.penumbra.simulate;

/**
 * How a simulated rater errs: flips the truth with one rate on clear items and another near the
 * line, independently of other raters.
 *
 * @param name the rater's pseudonym; raters of different names err independently
 * @param clearError share of wrong answers on clear items, 0 to 1
 * @param borderlineError share of wrong answers on borderline items, 0 to 1
 */
public record RaterModel(String name, double clearError, double borderlineError) {

  public RaterModel {
    requireShare("error rate", clearError);
    requireShare("error rate", borderlineError);
  }

  /**
   * A rater with one error rate, at which two such raters reach a kappa; for truths that do not say
   * what is borderline.
   *
   * @param kappa the kappa wanted between two such raters, 0 to 1
   * @param prevalence the share of positives among the rated items, within (0, 1)
   */
  public static RaterModel reaching(String name, double kappa, double prevalence) {
    requireShare("kappa", kappa);
    requirePrevalence(prevalence);
    double error = ErrorRates.alike(kappa, prevalence);
    return new RaterModel(name, error, error);
  }

  /**
   * A rater with one error rate, at which it reaches a kappa with this one, who has one error rate
   * too. A kappa above what a faultless rater reaches gives a faultless rater.
   *
   * @param kappa the kappa wanted with this rater, 0 to 1
   * @param prevalence the share of positives among the rated items, within (0, 1)
   */
  public RaterModel partnerReaching(String partner, double kappa, double prevalence) {
    requireShare("kappa", kappa);
    requirePrevalence(prevalence);
    if (clearError != borderlineError) {
      throw new IllegalStateException("Rater " + name + " has two error rates, not one");
    }
    double error = ErrorRates.against(clearError, kappa, prevalence);
    return new RaterModel(partner, error, error);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("The " + what + " must be 0 to 1, not " + value);
    }
  }

  private static void requirePrevalence(double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("The prevalence must be within (0, 1), not " + value);
    }
  }
}
