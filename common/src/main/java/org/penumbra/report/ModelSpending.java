package org.penumbra.report;

import org.penumbra.llm.Limits;
import org.penumbra.llm.Spending;

/**
 * What a run has spent on a model, and what its caps leave; null for no cap.
 *
 * @param spending so far
 * @param limits as the settings name them
 */
public record ModelSpending(Spending spending, Limits limits) {

  /** Requests that may still be sent. */
  public Long requestsLeft() {
    return limits.maxRequests() == null
        ? null
        : (Long) Math.max(0, limits.maxRequests() - spending.total().requests());
  }

  /** Tokens that may still be read and written. */
  public Long tokensLeft() {
    return limits.maxTokens() == null
        ? null
        : (Long) Math.max(0, limits.maxTokens() - spending.total().tokens());
  }

  /** Money that may still be spent. */
  public Double costLeft() {
    return limits.maxCost() == null
        ? null
        : (Double) Math.max(0, limits.maxCost() - spending.cost());
  }
}
