package org.penumbra.llm;

import java.util.List;
import java.util.Map;
import org.penumbra.policy.Policy;

/** Made policies, parameters and replies. */
final class Made {

  static final Policy POLICY =
      new Policy(
          "health-claims",
          "1",
          "Does this ad make a misleading health claim?",
          "It promises a cure.",
          "violates",
          "fine",
          List.of(),
          List.of("Syrup ends arthritis.", "Salt ends diabetes.", "Tea melts kilos."),
          List.of("The van comes on Friday."));

  static final Labels LABELS = new Labels(POLICY);

  private Made() {}

  static Parameters parameters(Mode mode) {
    return new Parameters(
        "m",
        mode,
        Constraint.NONE,
        mode == Mode.VOTES ? 3 : 1,
        true,
        0,
        Parameters.TokenLimit.MAX_TOKENS);
  }

  static Reply.Choice said(String content) {
    return new Reply.Choice(content, null, "stop", Map.of());
  }

  static Reply.Choice said(String content, Map<String, Double> probabilities) {
    Map<String, Double> logs = new java.util.TreeMap<>();
    probabilities.forEach((token, probability) -> logs.put(token, Math.log(probability)));
    return new Reply.Choice(content, null, "stop", logs);
  }

  static Reply reply(Reply.Choice... choices) {
    return new Reply(List.of(choices), 100, 2);
  }

  /** A usable answer with the probability of "violates". */
  static Reply sure(double positive) {
    return reply(
        said(
            positive > 0.5 ? "violates" : "fine",
            Map.of("violates", positive, "fine", 1 - positive)));
  }
}
