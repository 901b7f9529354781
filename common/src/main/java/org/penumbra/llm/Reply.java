package org.penumbra.llm;

import java.util.List;
import java.util.Map;

/**
 * What a server answered.
 *
 * @param choices one or more answers; some servers send none
 * @param promptTokens tokens read, 0 where it is not said
 * @param completionTokens tokens written, 0 where it is not said
 */
public record Reply(List<Choice> choices, long promptTokens, long completionTokens) {

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
