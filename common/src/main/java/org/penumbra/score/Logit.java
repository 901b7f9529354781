package org.penumbra.score;

/** The log-odds scale, on which shares are compared and averaged with their tails intact. */
public final class Logit {

  private Logit() {}

  /** log(p / (1 - p)), for p strictly between 0 and 1. */
  public static double of(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  /** The share whose log-odds are z. */
  static double inverse(double z) {
    return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }
}
