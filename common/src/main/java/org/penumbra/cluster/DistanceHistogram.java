package org.penumbra.cluster;

import java.util.Arrays;

/**
 * Counts of cosine distances in bins of {@value #BIN_WIDTH} over [0, 2]. Histograms of parts add up
 * to the histogram of the whole in any order, so medians come out the same however a cluster was
 * split over machines. Medians are bin midpoints, exact to half a bin.
 */
public final class DistanceHistogram {

  public static final double BIN_WIDTH = 0.001;
  public static final int BINS = 2000;

  /** Makes the median absolute deviation estimate the sd of a normal distribution. */
  private static final double NORMAL_SCALE = 1.4826;

  private final long[] counts = new long[BINS];

  /** The bin of a distance, from 0 to BINS - 1. */
  public static int bin(double distance) {
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor(distance / BIN_WIDTH)));
  }

  /** One histogram per cluster, in cluster order. */
  public static DistanceHistogram[] perCluster(Assignment.Assigned assigned, int clusters) {
    DistanceHistogram[] histograms = new DistanceHistogram[clusters];
    Arrays.setAll(histograms, i -> new DistanceHistogram());
    for (int i = 0; i < assigned.clusters().length; i++) {
      histograms[assigned.clusters()[i]].add(bin(assigned.distances()[i]), 1);
    }
    return histograms;
  }

  /** Counts items of one bin. */
  public void add(int bin, long items) {
    counts[bin] += items;
  }

  /** Adds another histogram's counts to this one. */
  public void merge(DistanceHistogram other) {
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] += other.counts[bin];
    }
  }

  /** How many distances were counted. */
  public long items() {
    return Arrays.stream(counts).sum();
  }

  /** The (lower) median distance; NaN without items. */
  public double median() {
    return items() == 0 ? Double.NaN : (medianBin(counts) + 0.5) * BIN_WIDTH;
  }

  /**
   * How far a cluster reaches, robustly: median distance + 1.4826 x median absolute deviation from
   * it (the mean + sd of a normal distribution, indifferent to outliers); NaN without items.
   */
  public double radius() {
    if (items() == 0) {
      return Double.NaN;
    }
    int median = medianBin(counts);
    long[] deviations = new long[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      deviations[Math.abs(bin - median)] += counts[bin];
    }
    return (median + 0.5 + NORMAL_SCALE * medianBin(deviations)) * BIN_WIDTH;
  }

  private static int medianBin(long[] counts) {
    long half = (Arrays.stream(counts).sum() + 1) / 2;
    int bin = 0;
    for (long seen = counts[0]; seen < half; seen += counts[bin]) {
      bin++;
    }
    return bin;
  }
}
