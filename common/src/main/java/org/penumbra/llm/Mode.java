package org.penumbra.llm;

/** How a score is read from what a model says. */
public enum Mode {
  /** From the probabilities of the answer's first token. */
  LOGPROBS,
  /** From the share of several sampled answers. */
  VOTES,
  /** From a confidence that the model states. */
  CONFIDENCE;

  static final int LABEL_TOKENS = 16;
  static final int JSON_TOKENS = 64;

  /** Tokens that an answer may take, where a server is not asked to wrap it. */
  public int answerTokens() {
    return this == CONFIDENCE ? JSON_TOKENS : LABEL_TOKENS;
  }
}
