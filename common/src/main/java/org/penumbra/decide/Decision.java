package org.penumbra.decide;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A verdict on a round.
 *
 * @param round the round, from 1
 * @param verdict what to do
 * @param why a sentence or two with the numbers
 * @param doubledItemsNeeded how many doubled items would show "reached" with a probability of .8,
 *     were the gap as estimated; only for {@link Verdict#NOT_ENOUGH_EVIDENCE}, if it can be said
 * @param power the probability of that at the present number of doubled items
 */
public record Decision(
    int round, Verdict verdict, String why, OptionalInt doubledItemsNeeded, OptionalDouble power) {

  static Decision of(int round, Verdict verdict, String why) {
    return new Decision(round, verdict, why, OptionalInt.empty(), OptionalDouble.empty());
  }
}
