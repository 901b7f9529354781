package org.penumbra.jobs.tune;

import org.penumbra.StableHash;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.llm.Parameters;
import org.penumbra.score.CalibratedScores;

/**
 * A language model that a round's labels have tuned: what scores the pool in the next round.
 *
 * @param served where it is
 * @param parameters what each request asks for
 * @param prompt the hash of the prompt it was tuned for
 * @param scores how its scores are to be read
 */
public record TunedModel(
    Served served, Parameters parameters, String prompt, CalibratedScores scores) {

  /**
   * Where a tuned model is.
   *
   * @param model its name, as the server knows it
   * @param baseUrl of the server, up to and with /v1
   * @param edition tells it from others of that name, whose answers are not its
   * @param inputs the hash of what it was tuned with
   */
  public record Served(String model, String baseUrl, String edition, String inputs) {}

  /** Its scores of texts, where the settings say that it is served, or else where it said so. */
  public LlmScores scorer(RunContext context) {
    return LlmScores.tuned(context, served.model(), served.baseUrl(), served.edition(), parameters);
  }

  /** Tells it from every other one: 32 hexadecimal digits. */
  public String hash() {
    return StableHash.id128(served.model() + "\n" + served.edition() + "\n" + prompt);
  }
}
