package org.penumbra.decide;

import java.util.List;
import org.penumbra.Interval;

/**
 * What is known after a round. Every bound is one-sided at {@link DecisionParameters#level}, which
 * {@link DecisionParameters#bounds} takes from a bootstrap by group; what does not exist is {@link
 * Interval#UNDEFINED}.
 *
 * @param round the round, from 1
 * @param experts how the experts agree with one another
 * @param gap expert-expert minus model-expert kappa on the same doubled items
 * @param gapStandardError its standard error, or NaN
 * @param doubledItems items with two experts' answers at least
 * @param gains paired gain in kappa of each round's model over the one before, latest last
 * @param twoRoundGain paired gain of the latest model over the one two rounds before
 * @param answers expert answers spent so far: audit, repeats and adjudication included
 * @param outlook what another round would buy
 */
public record Evidence(
    int round,
    ExpertEvidence experts,
    Interval gap,
    double gapStandardError,
    int doubledItems,
    List<Double> gains,
    Interval twoRoundGain,
    int answers,
    Outlook outlook) {

  public Evidence {
    gains = List.copyOf(gains);
  }
}
