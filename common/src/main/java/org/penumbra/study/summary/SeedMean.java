package org.penumbra.study.summary;

import java.util.Arrays;

/**
 * The mean of a figure over seeds.
 *
 * @param mean NaN without any seed
 * @param sd standard deviation of a seed, n − 1 in the denominator; NaN of fewer than two
 * @param standardError of the mean, sd / √n; it speaks of other draws from the same corpora, not of
 *     other corpora
 * @param seeds n, those with a value
 */
public record SeedMean(double mean, double sd, double standardError, int seeds) {

  /** Of values that are all defined. They are summed by size, so their order changes no bit. */
  static SeedMean of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double sd = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new SeedMean(mean, sd, sd / Math.sqrt(values.length), values.length);
  }
}
