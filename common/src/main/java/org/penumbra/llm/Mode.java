package org.penumbra.llm;

/** How a score is read from what a model says. */
public enum Mode {
  /** From the probabilities of the answer's first token. */
  LOGPROBS,
  /** From the share of several sampled answers. */
  VOTES,
  /** From a confidence that the model states. */
  CONFIDENCE
}
