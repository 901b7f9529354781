package org.penumbra.decide;

import java.util.Locale;
import java.util.OptionalDouble;
import org.penumbra.Interval;

/**
 * What another round of labels would buy: how far half of an interval's width would shrink. Were
 * the next batch to give doubled and audit items at the rate of those so far, their numbers would
 * grow by the same factor as the items answered, and standard errors fall with its root.
 *
 * @param gap interval of expert-expert minus model-expert kappa
 * @param naturalKappa interval of the model's kappa weighted back to the corpus
 * @param answeredItems items answered so far, all rounds
 * @param nextItems items of the next batch
 */
public record Outlook(Interval gap, Interval naturalKappa, int answeredItems, int nextItems) {

  /** Half the width of the gap's interval after another round. */
  public OptionalDouble nextGap() {
    return next(gap);
  }

  /** Half the width of natural kappa's interval after another round. */
  public OptionalDouble nextNaturalKappa() {
    return next(naturalKappa);
  }

  /** A sentence, or nothing where no interval has a width. */
  String sentence() {
    if (nextGap().isEmpty() && nextNaturalKappa().isEmpty()) {
      return "";
    }
    String gapSays = nextGap().isEmpty() ? "" : says("the gap", gap);
    String naturalSays =
        nextNaturalKappa().isEmpty() ? "" : says("natural-prevalence kappa", naturalKappa);
    String both = gapSays.isEmpty() || naturalSays.isEmpty() ? "" : ", and ";
    return String.format(
        Locale.ROOT,
        " Another %d items would narrow the interval of %s%s%s.",
        nextItems,
        gapSays,
        both,
        naturalSays);
  }

  private String says(String what, Interval interval) {
    return String.format(
        Locale.ROOT,
        "%s from ±%.3f to about ±%.3f",
        what,
        halfWidth(interval),
        next(interval).orElseThrow());
  }

  private OptionalDouble next(Interval interval) {
    double now = halfWidth(interval);
    return now > 0 && answeredItems > 0
        ? OptionalDouble.of(now * Math.sqrt(answeredItems / (answeredItems + (double) nextItems)))
        : OptionalDouble.empty();
  }

  private static double halfWidth(Interval interval) {
    return (interval.high() - interval.low()) / 2;
  }
}
