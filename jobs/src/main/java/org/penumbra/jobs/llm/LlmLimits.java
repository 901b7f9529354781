package org.penumbra.jobs.llm;

import org.penumbra.llm.Limits;
import org.penumbra.settings.LlmSettings;

/** The limits that the settings name. */
public final class LlmLimits {

  private LlmLimits() {}

  public static Limits of(LlmSettings.Spending spending) {
    return new Limits(
        spending.requestsPerMinute(),
        spending.tokensPerMinute(),
        spending.maxRequests(),
        spending.maxTokens(),
        spending.maxCost(),
        spending.promptPrice(),
        spending.completionPrice(),
        spending.maxFailureShare());
  }
}
