package org.penumbra.decide;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.penumbra.Interval;
import org.penumbra.agree.Normal;

/**
 * Whether to stop, and why. The rules are tried in the order of {@link Verdict}. What they say of
 * agreement they say from bounds, for a kappa of a few hundred items is uncertain by a tenth; the
 * unsure share, too, must exceed its limit by its lower bound. What is undefined proves nothing.
 */
public final class DecisionRules {

  private final DecisionParameters parameters;

  public DecisionRules(DecisionParameters parameters) {
    this.parameters = parameters;
  }

  /** Judges a round. */
  public Decision decide(Evidence evidence) {
    Gate gate = Gate.of(parameters, evidence.experts());
    if (gate.status() == Gate.Status.FAILED) {
      return Decision.of(evidence.round(), Verdict.LABELS_TOO_NOISY, gate.why() + looks(evidence));
    }
    if (evidence.gap().high() < parameters.margin()
        && evidence.doubledItems() >= parameters.minDoubled()) {
      return decision(evidence, Verdict.REACHED, whereItStands(evidence));
    }
    if (gainsAreSmall(evidence) && evidence.twoRoundGain().high() < parameters.flatBound()) {
      return decision(
          evidence,
          Verdict.FLAT,
          say(
              "%s Together they gained %s, under %.3f.",
              smallGains(evidence), atMost(evidence.twoRoundGain()), parameters.flatBound()));
    }
    if (evidence.answers() >= parameters.maxAnswers()) {
      return decision(
          evidence,
          Verdict.OUT_OF_BUDGET,
          say(
              "%d answers are spent of the %d planned. %s",
              evidence.answers(), parameters.maxAnswers(), whereItStands(evidence)));
    }
    return goingOn(evidence);
  }

  private Decision goingOn(Evidence evidence) {
    if (!evidence.experts().kappa().defined() || !bounded(evidence.gap())) {
      return decision(evidence, Verdict.NOT_ENOUGH_EVIDENCE, whereItStands(evidence));
    }
    if (evidence.gap().estimate() < parameters.margin()) {
      return unproven(evidence);
    }
    String why = whereItStands(evidence);
    if (gainsAreSmall(evidence)) {
      why +=
          say(
              " %s Yet the gain of both is %s.",
              smallGains(evidence), atMost(evidence.twoRoundGain()));
    }
    return decision(evidence, Verdict.GO_ON, why);
  }

  /** The gap seems small enough, but that is not shown: says what would show it. */
  private Decision unproven(Evidence evidence) {
    double z = Normal.quantile(parameters.level());
    double distance = parameters.margin() - evidence.gap().estimate();
    double error = evidence.gapStandardError();
    if (!(error >= 0)) {
      return decision(evidence, Verdict.NOT_ENOUGH_EVIDENCE, whereItStands(evidence));
    }
    int doubled = evidence.doubledItems();
    boolean tooFew = doubled < parameters.minDoubled();
    double power = tooFew ? 0 : Normal.cumulative(distance / error - z);
    // The standard error shrinks with the root of the number of items.
    double ratio = (z + Normal.quantile(Gate.WANTED_POWER)) * error / distance;
    double wanted = Math.max(parameters.minDoubled(), Math.ceil(doubled * ratio * ratio));
    int needed = (int) Math.min(wanted, Integer.MAX_VALUE);
    String why =
        say(
            "%s Were the gap as it seems, %d doubled items would show it with a probability of"
                + " %.2f; with %d it is %.2f.",
            whereItStands(evidence), needed, Gate.WANTED_POWER, doubled, power);
    if (tooFew) {
      why += say(" At least %d are wanted in any case.", parameters.minDoubled());
    }
    return new Decision(
        evidence.round(),
        Verdict.NOT_ENOUGH_EVIDENCE,
        why + after(evidence),
        OptionalInt.of(needed),
        OptionalDouble.of(power));
  }

  private String whereItStands(Evidence evidence) {
    if (!evidence.experts().kappa().defined()) {
      return Gate.of(parameters, evidence.experts()).why();
    }
    if (!bounded(evidence.gap())) {
      return say(
          "The gap between experts and model, or its bound, is undefined on %d doubled items.",
          evidence.doubledItems());
    }
    return say(
        "Expert-expert minus model-expert kappa is %s, against a margin of %.3f, on %d doubled"
            + " items.",
        atMost(evidence.gap()), parameters.margin(), evidence.doubledItems());
  }

  private boolean gainsAreSmall(Evidence evidence) {
    List<Double> gains = evidence.gains();
    int size = gains.size();
    return size >= 2
        && gains.get(size - 1) < parameters.flatGain()
        && gains.get(size - 2) < parameters.flatGain();
  }

  private String smallGains(Evidence evidence) {
    List<Double> gains = evidence.gains();
    int size = gains.size();
    return say(
        "The last two rounds gained %.3f and %.3f, each under %.3f.",
        gains.get(size - 2), gains.get(size - 1), parameters.flatGain());
  }

  private Decision decision(Evidence evidence, Verdict verdict, String why) {
    return Decision.of(evidence.round(), verdict, why + after(evidence));
  }

  private String after(Evidence evidence) {
    return evidence.outlook().sentence() + looks(evidence);
  }

  private String looks(Evidence evidence) {
    int planned = parameters.plannedLooks();
    String bounds = say(" (Bounds at %.2f %%, for %d looks.)", 100 * parameters.level(), planned);
    return evidence.round() <= planned
        ? bounds
        : bounds
            + say(" This is look %d: the error rate of .05 no longer holds.", evidence.round());
  }

  private static boolean bounded(Interval figure) {
    return figure.defined() && !Double.isNaN(figure.high());
  }

  private static String atMost(Interval figure) {
    return say("%.3f, at most %.3f", figure.estimate(), figure.high());
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
