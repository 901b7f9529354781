package org.penumbra.decide;

import java.util.Locale;
import java.util.OptionalInt;
import org.penumbra.Interval;
import org.penumbra.agree.Normal;

/**
 * Whether the experts agree well enough to be a ceiling for a model. Only a failed gate stops the
 * loop: where it is undetermined, labels are neither shown to be good nor to be bad.
 *
 * @param status what is shown
 * @param why a sentence or two with the numbers
 * @param doubledItemsNeeded doubled items that would decide it with a probability of .8, were kappa
 *     as estimated and its standard error to shrink with the root of their number; only where
 *     undetermined, if it can be said
 */
public record Gate(Status status, String why, OptionalInt doubledItemsNeeded) {

  /** The power for which a number of doubled items is stated. */
  static final double WANTED_POWER = .8;

  /** What is shown of the experts. */
  public enum Status {
    /** Kappa is at or over the floor, by its lower bound. */
    MET,
    /** Kappa is under the floor, by its upper bound, or too many answers are unsure. */
    FAILED,
    /** Neither is shown. */
    UNDETERMINED;

    /** The name in datasets. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Judges the experts. */
  public static Gate of(DecisionParameters parameters, ExpertEvidence experts) {
    Interval kappa = experts.kappa();
    double floor = parameters.floor();
    if (kappa.high() < floor) {
      return decided(
          Status.FAILED,
          "Expert-expert kappa is %.3f, at most %.3f, under the floor of %.3f.",
          kappa.estimate(),
          kappa.high(),
          floor);
    }
    Interval unsure = experts.unsureShare();
    if (unsure.low() > parameters.maxUnsure()) {
      return decided(
          Status.FAILED,
          "%.1f %% of the experts' answers are unsure, at least %.1f %%, over %.1f %%.",
          100 * unsure.estimate(),
          100 * unsure.low(),
          100 * parameters.maxUnsure());
    }
    if (kappa.low() >= floor) {
      return decided(
          Status.MET,
          "Expert-expert kappa is %.3f, at least %.3f, against a floor of %.3f.",
          kappa.estimate(),
          kappa.low(),
          floor);
    }
    return undetermined(parameters, experts);
  }

  private static Gate undetermined(DecisionParameters parameters, ExpertEvidence experts) {
    Interval kappa = experts.kappa();
    int doubled = experts.doubledItems();
    if (!kappa.defined()) {
      return decided(
          Status.UNDETERMINED,
          "Expert-expert kappa is undefined: no two experts share items on which two categories"
              + " occur (%d doubled items).",
          doubled);
    }
    if (Double.isNaN(kappa.low()) || Double.isNaN(kappa.high())) {
      return decided(
          Status.UNDETERMINED,
          "Expert-expert kappa is %.3f, without a bound on %d doubled items.",
          kappa.estimate(),
          doubled);
    }
    String why =
        say(
            "Expert-expert kappa is %.3f, between %.3f and %.3f on %d doubled items; the floor of"
                + " %.3f lies within.",
            kappa.estimate(), kappa.low(), kappa.high(), doubled, parameters.floor());
    double distance = Math.abs(kappa.estimate() - parameters.floor());
    double error = experts.kappaStandardError();
    if (!(error >= 0) || distance == 0) {
      return new Gate(Status.UNDETERMINED, why, OptionalInt.empty());
    }
    double z = Normal.quantile(parameters.level()) + Normal.quantile(WANTED_POWER);
    double ratio = z * error / distance;
    // Corrected bounds may say less than the normal ones this rests on: more items it takes anyway.
    double wanted = Math.max(doubled + 1.0, Math.ceil(doubled * ratio * ratio));
    int needed = (int) Math.min(wanted, Integer.MAX_VALUE);
    return new Gate(
        Status.UNDETERMINED,
        why
            + say(
                " Were it as it seems, %d doubled items would decide it with a probability of"
                    + " %.2f.",
                needed, WANTED_POWER),
        OptionalInt.of(needed));
  }

  private static Gate decided(Status status, String format, Object... values) {
    return new Gate(status, say(format, values), OptionalInt.empty());
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
