package org.penumbra.llm;

/**
 * What may be spent; null for no limit.
 *
 * @param service what it is spent on
 * @param requestsPerMinute requests a minute, of all workers together
 * @param tokensPerMinute tokens a minute, of all workers together
 * @param maxRequests requests in all
 * @param maxTokens tokens in all, read and written
 * @param maxCost money in all
 * @param promptPrice money per million tokens read
 * @param completionPrice money per million tokens written
 * @param maxFailureShare texts without a score, of all that were asked about; more end the work
 */
public record Limits(
    Service service,
    Long requestsPerMinute,
    Long tokensPerMinute,
    Long maxRequests,
    Long maxTokens,
    Double maxCost,
    double promptPrice,
    double completionPrice,
    double maxFailureShare) {

  private static final double MILLION = 1e6;

  /** What some usage costs. */
  public double cost(Usage usage) {
    return (usage.promptTokens() * promptPrice + usage.completionTokens() * completionPrice)
        / MILLION;
  }

  /** Whether there is a cap on what is spent in all. */
  boolean capped() {
    return maxRequests != null || maxTokens != null || maxCost != null;
  }
}
