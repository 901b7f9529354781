package org.penumbra.select;

/**
 * Shares of positives per score band before there are labels, from an assumed prevalence alone: the
 * odds of being positive are taken to be proportional to q / (1 - q) at score quantile q, the shape
 * rank-Platt fits once there are labels. Only the allocation of the audit depends on it, never the
 * validity of its estimates.
 */
public final class AssumedRates {

  private static final int POINTS = 10_000;

  private AssumedRates() {}

  /**
   * The assumed shares, lowest band first.
   *
   * @param quantiles ascending band edges as corpus quantiles, in (0, 1)
   * @param prevalence the assumed share of positives in the corpus, in (0, 1)
   */
  public static double[] perBand(double[] quantiles, double prevalence) {
    double low = -40;
    double high = 40;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (mean(0, 1, middle) < prevalence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double[] rates = new double[quantiles.length + 1];
    for (int band = 0; band < rates.length; band++) {
      double from = band == 0 ? 0 : quantiles[band - 1];
      double to = band == quantiles.length ? 1 : quantiles[band];
      rates[band] = mean(from, to, high);
    }
    return rates;
  }

  private static double mean(double from, double to, double logOdds) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double quantile = from + (to - from) * (i + 0.5) / POINTS;
      double odds = Math.exp(logOdds) * quantile / (1 - quantile);
      sum += odds / (1 + odds);
    }
    return sum / POINTS;
  }
}
