package org.penumbra.bench;

import java.util.Arrays;

/**
 * Two pieces of work timed in turn, so that what slows the machine for a while slows both. The
 * first turn warms up and does not count.
 *
 * @param ours seconds of each run of ours
 * @param baseline seconds of each run of the baseline
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Alternating(double[] ours, double[] baseline) {

  /** A piece of work. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Times both, so many runs each. */
  public static Alternating time(int runs, Work ours, Work baseline) throws Exception {
    Alternating timed = new Alternating(new double[runs], new double[runs]);
    seconds(ours);
    seconds(baseline);
    for (int run = 0; run < runs; run++) {
      timed.ours[run] = seconds(ours);
      timed.baseline[run] = seconds(baseline);
    }
    return timed;
  }

  /** Median of the runs' ratios: how many times the baseline's speed ours has. */
  public double speed() {
    double[] ratios = new double[ours.length];
    for (int run = 0; run < ratios.length; run++) {
      ratios[run] = baseline[run] / ours[run];
    }
    return median(ratios);
  }

  /** Median seconds of a run of ours. */
  public double oursSeconds() {
    return median(ours);
  }

  /** Median seconds of a run of the baseline. */
  public double baselineSeconds() {
    return median(baseline);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
