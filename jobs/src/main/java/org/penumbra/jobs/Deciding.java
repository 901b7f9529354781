package org.penumbra.jobs;

import org.penumbra.decide.DecisionParameters;
import org.penumbra.settings.DecideSettings;

/** The limits of the stopping rules, from the settings. */
final class Deciding {

  private Deciding() {}

  static DecisionParameters parameters(DecideSettings settings) {
    return new DecisionParameters(
        settings.margin(),
        settings.floor(),
        settings.maxUnsure(),
        settings.minDoubled(),
        settings.flatGain(),
        settings.flatBound(),
        settings.plannedLooks(),
        settings.maxAnswers());
  }
}
