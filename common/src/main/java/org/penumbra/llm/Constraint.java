package org.penumbra.llm;

/** How a server is asked to answer with a label and nothing else; the answer is checked anyway. */
public enum Constraint {
  /** Not at all. */
  NONE,
  /** vLLM's {@code structured_outputs: {choice: […]}}. */
  STRUCTURED_OUTPUTS,
  /** Older servers' {@code guided_choice: […]}. */
  GUIDED_CHOICE,
  /** A JSON schema as {@code response_format}; the answer is then JSON. */
  RESPONSE_FORMAT
}
