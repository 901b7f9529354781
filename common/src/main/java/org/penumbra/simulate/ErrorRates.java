package org.penumbra.simulate;

/**
 * Cohen's kappa (1960) of two raters who flip the truth independently with rates e and f, at
 * prevalence p. With q = p(1-e) + (1-p)e positive answers of the one and s of the other, kappa is
 * 2p(1-p)(1-2e)(1-2f) / (q(1-s) + s(1-q)); for e = f this is (1-2e)² p(1-p) / (q(1-q)).
 */
final class ErrorRates {

  private static final int HALVINGS = 60;

  private ErrorRates() {}

  /** The kappa to expect of two raters. */
  static double kappa(double error, double otherError, double prevalence) {
    double positive = positive(error, prevalence);
    double otherPositive = positive(otherError, prevalence);
    double apart = positive * (1 - otherPositive) + otherPositive * (1 - positive);
    double spread = prevalence * (1 - prevalence);
    return 2 * spread * (1 - 2 * error) * (1 - 2 * otherError) / apart;
  }

  /**
   * The rate at which two raters alike reach a kappa. As q(1-q) = p(1-p)(1-2e)² + e(1-e), (1-2e)² =
   * kappa / (kappa + 4p(1-p)(1-kappa)).
   */
  static double alike(double kappa, double prevalence) {
    double spread = 4 * prevalence * (1 - prevalence);
    return (1 - Math.sqrt(kappa / (kappa + spread * (1 - kappa)))) / 2;
  }

  /** The rate at which a rater reaches a kappa with another, found by halving [0, 1/2]. */
  static double against(double otherError, double kappa, double prevalence) {
    double low = 0;
    double high = .5;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (kappa(middle, otherError, prevalence) > kappa) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double positive(double error, double prevalence) {
    return prevalence * (1 - error) + (1 - prevalence) * error;
  }
}
