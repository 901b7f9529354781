package org.penumbra.score;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.Interval;

/**
 * Prevalence from the audit arm alone: the stratified (Horvitz-Thompson) mean, sum of (N_h / N)
 * p_h, with a 95 % interval that combines a Wilson interval per stratum by the MOVER rule (Zou and
 * Donner 2008, Statistics in Medicine 27, section 2): each bound's distance from the estimate is
 * the root of the summed squared weighted distances of the strata's bounds. So a stratum in which
 * no positive was found still widens the interval, where a plain variance estimate would say 0.
 */
public final class AuditEstimate {

  private static final double Z = 1.959963984540054;

  private AuditEstimate() {}

  /**
   * One score stratum of the audit.
   *
   * @param size items of the population it holds, possibly estimated, not negative
   * @param sampled items answered
   * @param positives those answered positive
   */
  public record Stratum(double size, int sampled, int positives) {
    public Stratum {
      if (!(size >= 0) || positives < 0 || sampled < positives) {
        throw new IllegalArgumentException(
            "Impossible stratum: size " + size + ", " + positives + " of " + sampled);
      }
    }
  }

  /**
   * The population's prevalence. A stratum without answers is joined to the one before it (the
   * first to the one after).
   *
   * @param strata in ascending order of score
   * @return the estimate with its 95 % interval; undefined if nothing was answered
   */
  public static Interval of(List<Stratum> strata) {
    List<Stratum> answered = collapse(strata);
    double total = answered.stream().mapToDouble(Stratum::size).sum();
    if (answered.isEmpty() || total == 0) {
      return Interval.UNDEFINED;
    }
    double estimate = 0;
    double down = 0;
    double up = 0;
    for (Stratum stratum : answered) {
      double share = stratum.size() / total;
      Interval wilson = wilson(stratum.positives(), stratum.sampled());
      estimate += share * wilson.estimate();
      down += square(share * (wilson.estimate() - wilson.low()));
      up += square(share * (wilson.high() - wilson.estimate()));
    }
    return new Interval(
        estimate, Math.max(0, estimate - Math.sqrt(down)), Math.min(1, estimate + Math.sqrt(up)));
  }

  private static List<Stratum> collapse(List<Stratum> strata) {
    List<Stratum> answered = new ArrayList<>();
    double waiting = 0;
    for (Stratum stratum : strata) {
      if (stratum.sampled() > 0) {
        answered.add(new Stratum(stratum.size() + waiting, stratum.sampled(), stratum.positives()));
        waiting = 0;
      } else if (answered.isEmpty()) {
        waiting += stratum.size();
      } else {
        Stratum before = answered.remove(answered.size() - 1);
        answered.add(
            new Stratum(before.size() + stratum.size(), before.sampled(), before.positives()));
      }
    }
    return answered;
  }

  private static Interval wilson(int positives, int sampled) {
    double n = sampled;
    double p = positives / n;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Interval(p, Math.min(p, centre - half), Math.max(p, centre + half));
  }

  private static double square(double x) {
    return x * x;
  }
}
