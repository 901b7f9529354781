package org.penumbra.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.penumbra.Interval;

/**
 * How often experts call an item positive, by where its score lies among the scores of the corpus:
 * from the answers to the audit sample, each weighted by what it stands for. Held against a
 * snapshot's scores the rates tell what its prevalence would be, if experts were to answer items of
 * like scores as before; only a new audit tells whether they do.
 */
public final class AuditRates {

  /** Percentiles at which bands end; few, for answers of an audit are few. */
  private static final double[] EDGES = {0.5, 0.8, 0.95};

  private final int[] rateOfBand;
  private final List<Interval> rates;

  private AuditRates(int[] rateOfBand, List<Interval> rates) {
    this.rateOfBand = rateOfBand;
    this.rates = rates;
  }

  /**
   * An answer of the audit.
   *
   * @param percentile of the score of a model that had not seen it, in (0, 1)
   * @param label 0 or 1
   * @param weight items it stands for, above 0
   */
  public record Answer(double percentile, int label, double weight) {}

  /**
   * Rates of some answers, at least one. A band without answers takes the rate of the one below it,
   * the lowest ones that of the next above.
   */
  public static AuditRates of(List<Answer> audit, double confidence) {
    double[][] sums = new double[EDGES.length + 1][3];
    for (Answer answer : audit) {
      double[] band = sums[band(answer.percentile())];
      band[0] += answer.weight();
      band[1] += answer.weight() * answer.weight();
      band[2] += answer.weight() * answer.label();
    }
    int[] rateOfBand = new int[sums.length];
    List<Interval> rates = new ArrayList<>();
    for (int band = 0; band < sums.length; band++) {
      if (sums[band][0] > 0) {
        double effective = sums[band][0] * sums[band][0] / sums[band][1];
        double share = sums[band][2] / sums[band][0];
        rates.add(Shares.interval(share * effective, effective, confidence));
      }
      rateOfBand[band] = Math.max(0, rates.size() - 1);
    }
    return new AuditRates(rateOfBand, List.copyOf(rates));
  }

  /** The rate of each of some percentiles. */
  double[] at(double[] percentiles) {
    return Arrays.stream(percentiles).map(each -> rate(each).estimate()).toArray();
  }

  /**
   * The change in prevalence from the reference to the snapshot. Its interval adds the squared
   * distances of the bounds of its parts, that of the two samples and that of each band's rate by
   * how much more of the snapshot lies in the band (Zou and Donner 2008, "Construction of
   * confidence limits about effect measures: a general approach", Statistics in Medicine 27).
   *
   * @param percentiles of all items' scores
   */
  Interval change(TwoSamples samples, double[] percentiles, double confidence) {
    Interval sampled = new MeanShift(at(percentiles)).interval(samples, confidence);
    double[] more = moreInSnapshot(samples, percentiles);
    double down = square(sampled.estimate() - sampled.low());
    double up = square(sampled.high() - sampled.estimate());
    for (int i = 0; i < more.length; i++) {
      Interval rate = rates.get(i);
      double below = more[i] * (rate.estimate() - (more[i] > 0 ? rate.low() : rate.high()));
      double above = more[i] * ((more[i] > 0 ? rate.high() : rate.low()) - rate.estimate());
      down += square(below);
      up += square(above);
    }
    return new Interval(
        sampled.estimate(),
        sampled.estimate() - Math.sqrt(down),
        sampled.estimate() + Math.sqrt(up));
  }

  private double[] moreInSnapshot(TwoSamples samples, double[] percentiles) {
    double[] more = new double[rates.size()];
    for (int i = 0; i < percentiles.length; i++) {
      more[rateOfBand[band(percentiles[i])]] +=
          samples.inSnapshot(i) ? 1.0 / samples.snapshotItems() : -1.0 / samples.referenceItems();
    }
    return more;
  }

  private Interval rate(double percentile) {
    return rates.get(rateOfBand[band(percentile)]);
  }

  private static int band(double percentile) {
    int band = 0;
    while (band < EDGES.length && percentile >= EDGES[band]) {
      band++;
    }
    return band;
  }

  private static double square(double x) {
    return x * x;
  }
}
