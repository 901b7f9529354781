package org.penumbra.llm;

import java.io.Serializable;

/**
 * All of a request but its text: what an answer depends on beside prompt and text.
 *
 * @param model the model's name
 * @param mode how the score is read
 * @param constraint how the server is asked to keep to the labels
 * @param samples answers per text; more than 1 only where they vote
 * @param together whether one request brings several answers
 * @param temperature of the sampling, 0 where one answer is asked for
 * @param tokenLimit the field that bounds an answer's length
 */
public record Parameters(
    String model,
    Mode mode,
    Constraint constraint,
    int samples,
    boolean together,
    double temperature,
    TokenLimit tokenLimit)
    implements Serializable {

  /** Two names for one thing: newer models of one vendor refuse the older. */
  public enum TokenLimit {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  /** Tokens that an answer may take. */
  int answerTokens() {
    return json() ? Mode.JSON_TOKENS : Mode.LABEL_TOKENS;
  }

  /** Whether answers are JSON. */
  boolean json() {
    return mode == Mode.CONFIDENCE || constraint == Constraint.RESPONSE_FORMAT;
  }
}
