package org.penumbra.agree;

/**
 * The standard normal distribution. The series is Marsaglia's (2004, "Evaluating the normal
 * distribution", Journal of Statistical Software 11(4)), exact to rounding for |z| up to 7.
 */
public final class Normal {

  private static final double REACH = 8.0;

  private Normal() {}

  /** The probability of a value at or below {@code z}; 0 or 1 beyond 8 standard deviations. */
  public static double cumulative(double z) {
    if (Math.abs(z) > REACH) {
      return z > 0 ? 1.0 : 0.0;
    }
    double sum = z;
    double term = z;
    double previous = 0.0;
    for (int i = 3; sum != previous; i += 2) {
      previous = sum;
      term *= z * z / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  }

  /** The value below which a share {@code p} lies, 0 &lt; p &lt; 1. */
  public static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("A normal quantile needs a share in (0, 1), not " + p);
    }
    double low = -REACH;
    double high = REACH;
    while (true) {
      double middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        return middle;
      }
      if (cumulative(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
