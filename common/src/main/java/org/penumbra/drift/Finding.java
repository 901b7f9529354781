package org.penumbra.drift;

import java.util.Locale;
import org.penumbra.Interval;

/**
 * What a test came to.
 *
 * @param test which one
 * @param statistic how far the samples differ, in the test's own measure
 * @param pValue of the test alone
 * @param adjustedPValue held against the false-alarm rate, see {@link Holm}
 * @param alarm whether it is at most the rate
 * @param reference the share that the test is about in the reference; NaN where there is none
 * @param snapshot the same in the snapshot
 * @param change from the one to the other with its interval; undefined where there is none
 */
public record Finding(
    Test test,
    double statistic,
    double pValue,
    double adjustedPValue,
    boolean alarm,
    double reference,
    double snapshot,
    Interval change) {

  /** What the samples are compared by. */
  public enum Test {
    /** Kolmogorov and Smirnov's distance; the share is that of predicted positives. */
    SCORES,
    /** Chi-square of the shares of the run's clusters. */
    CLUSTERS,
    /** Kulldorff's scan; the share is that of all regions found. */
    REGIONS,
    /** Difference of the prevalence by the audit's rates. */
    PREVALENCE;

    /** The name as it stands in datasets. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
