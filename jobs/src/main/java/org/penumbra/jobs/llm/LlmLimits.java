package org.penumbra.jobs.llm;

import org.penumbra.llm.Limits;
import org.penumbra.llm.Service;
import org.penumbra.settings.SpendingSettings;

/** The limits that the settings name. */
public final class LlmLimits {

  private static final long FEW = 200;

  private LlmLimits() {}

  public static Limits of(Service service, SpendingSettings spending) {
    return new Limits(
        service,
        spending.requestsPerMinute(),
        spending.tokensPerMinute(),
        spending.maxRequests(),
        spending.maxTokens(),
        spending.maxCost(),
        spending.promptPrice(),
        spending.completionPrice(),
        spending.maxFailureShare());
  }

  /** Whether so many texts without an answer are too many; among few a share says little. */
  static boolean tooMany(long without, long asked, double most) {
    return without > most * asked && (asked >= FEW || without == asked);
  }
}
