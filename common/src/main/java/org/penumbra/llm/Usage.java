package org.penumbra.llm;

import java.io.Serializable;

/**
 * What was spent.
 *
 * @param requests requests sent
 * @param promptTokens tokens read by the model
 * @param completionTokens tokens written by it
 */
public record Usage(long requests, long promptTokens, long completionTokens)
    implements Serializable {

  public static final Usage NONE = new Usage(0, 0, 0);

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens);
  }

  /** This without another. */
  public Usage minus(Usage other) {
    return new Usage(
        requests - other.requests,
        promptTokens - other.promptTokens,
        completionTokens - other.completionTokens);
  }

  /** So many requests as this one. */
  Usage times(long count) {
    return new Usage(requests * count, promptTokens * count, completionTokens * count);
  }

  /** Tokens of both kinds. */
  public long tokens() {
    return promptTokens + completionTokens;
  }
}
