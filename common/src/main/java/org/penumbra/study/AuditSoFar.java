package org.penumbra.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import org.penumbra.Interval;
import org.penumbra.score.AuditEstimate;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.AuditArm;
import org.penumbra.select.AuditRound;
import org.penumbra.select.AuditStratum;
import org.penumbra.select.Strata;

/** The audit of one play: its strata by the first score, and what it has sampled of each. */
final class AuditSoFar {

  private final AuditArm arm;
  private final Strata strata;
  private final int[] stratumOf;
  private final List<AuditStratum.FrameItem> frame;
  private final double[] assumed;
  private AuditRound sample = AuditRound.NONE;

  AuditSoFar(Table table, double assumedPrevalence, long seed) {
    this.arm = new AuditArm(seed);
    double[] ones = table.pool().weights();
    double[] firstScores = table.firstScores();
    this.strata = Strata.cut(firstScores, ones, Strata.quantiles());
    this.assumed = AssumedRates.perBand(Strata.quantiles(), assumedPrevalence);
    this.stratumOf = new int[ones.length];
    this.frame = new ArrayList<>();
    for (int i = 0; i < ones.length; i++) {
      stratumOf[i] = strata.stratum(firstScores[i], 1);
      frame.add(new AuditStratum.FrameItem(table.pool().ids().get(i), stratumOf[i], 1));
    }
  }

  AuditArm arm() {
    return arm;
  }

  /** The stratum of an item of the pool. */
  int stratum(int place) {
    return stratumOf[place];
  }

  /**
   * The frame as the next batch draws from it.
   *
   * @param probabilities calibrated, of every item of the pool; NaN before there are any
   */
  List<AuditStratum> frame(double[] probabilities) {
    SortedMap<Integer, double[]> sums = new TreeMap<>();
    for (int i = 0; i < stratumOf.length; i++) {
      double[] sum = sums.computeIfAbsent(stratumOf[i], s -> new double[2]);
      sum[0] += probabilities[i];
      sum[1]++;
    }
    IntToDoubleFunction rates =
        stratum -> {
          double[] sum = sums.get(stratum);
          return Double.isNaN(sum[0])
              ? assumed[Math.min(strata.bandOf(stratum), assumed.length - 1)]
              : Math.min(1, sum[0] / sum[1]);
        };
    return AuditStratum.of(arm, frame, sample.sampled(), rates);
  }

  /** Takes note of the sample as a batch has enlarged it. */
  void enlarged(AuditRound now) {
    sample = now;
  }

  /** The prevalence it shows; undefined while nothing is sampled. */
  Interval prevalence(ToIntFunction<String> answers) {
    Map<Integer, int[]> counts = new TreeMap<>();
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int stratum : stratumOf) {
      sizes.merge(stratum, 1, Integer::sum);
      counts.computeIfAbsent(stratum, s -> new int[2]);
    }
    for (AuditRound.Item item : sample.items()) {
      counts.get(item.stratum())[0]++;
      counts.get(item.stratum())[1] += answers.applyAsInt(item.id());
    }
    List<AuditEstimate.Stratum> answered = new ArrayList<>();
    counts.forEach(
        (stratum, count) ->
            answered.add(new AuditEstimate.Stratum(sizes.get(stratum), count[0], count[1])));
    return AuditEstimate.of(answered);
  }
}
