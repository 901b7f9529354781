package org.penumbra.llm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param choices one or more answers; some servers send none
 * @param promptTokens tokens read, 0 where it is not said
 * @param completionTokens tokens written, 0 where it is not said
 */
public record Reply(List<Choice> choices, long promptTokens, long completionTokens) {

  /** Above what any server can have counted. */
  private static final long IMPLAUSIBLE_TOKENS = 10_000_000;

  /** What the server says it took, where it says what can be. */
  public Optional<Usage> usage() {
    boolean plausible =
        promptTokens > 0
            && promptTokens < IMPLAUSIBLE_TOKENS
            && completionTokens >= 0
            && completionTokens < IMPLAUSIBLE_TOKENS;
    return plausible ? Optional.of(new Usage(1, promptTokens, completionTokens)) : Optional.empty();
  }

  /**
   * One answer.
   *
   * @param content what was said, empty for nothing
   * @param refusal what was said instead, or null
   * @param finish why it ended: stop, length, content_filter and others
   * @param first log-probabilities of the first token by its spelling; empty where there are none
   */
  public record Choice(String content, String refusal, String finish, Map<String, Double> first) {}
}
