package org.penumbra.drift;

import org.penumbra.Interval;
import org.penumbra.agree.Normal;

/** How far the two samples' means lie apart. */
final class MeanShift implements TwoSampleStatistic {

  private final double[] values;
  private final double total;

  /**
   * @param values of all items
   */
  MeanShift(double[] values) {
    this.values = values.clone();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    this.total = sum;
  }

  @Override
  public double of(byte[] inSnapshot, int snapshotItems) {
    return Math.abs(difference(inSnapshot, snapshotItems));
  }

  private double difference(byte[] inSnapshot, int snapshotItems) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += inSnapshot[i] * values[i];
    }
    return sum / snapshotItems - (total - sum) / (values.length - snapshotItems);
  }

  /** The snapshot's mean less the reference's, with its interval by the normal distribution. */
  Interval interval(TwoSamples samples, double confidence) {
    double difference = difference(samples.labels(), samples.snapshotItems());
    double reach =
        Normal.quantile(0.5 + confidence / 2)
            * Math.hypot(samples.standardError(values, 0), samples.standardError(values, 1));
    return new Interval(difference, difference - reach, difference + reach);
  }

  /** The mean of the reference's values. */
  double ofReference(TwoSamples samples) {
    return mean(samples, false);
  }

  /** The mean of the snapshot's values. */
  double ofSnapshot(TwoSamples samples) {
    return mean(samples, true);
  }

  private double mean(TwoSamples samples, boolean snapshot) {
    double sum = 0;
    int items = 0;
    for (int i = 0; i < values.length; i++) {
      if (samples.inSnapshot(i) == snapshot) {
        sum += values[i];
        items++;
      }
    }
    return sum / items;
  }
}
