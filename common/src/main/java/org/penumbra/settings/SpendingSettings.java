package org.penumbra.settings;

/**
 * What may be spent on a model; null for no limit.
 *
 * @param requestsPerMinute of all executors together
 * @param tokensPerMinute of all executors together
 * @param maxRequests of the run
 * @param maxTokens of the run, read and written
 * @param maxCost of the run
 * @param promptPrice money per million tokens read
 * @param completionPrice money per million tokens written
 * @param maxFailureShare texts without an answer, of all asked about
 */
public record SpendingSettings(
    Long requestsPerMinute,
    Long tokensPerMinute,
    Long maxRequests,
    Long maxTokens,
    Double maxCost,
    double promptPrice,
    double completionPrice,
    double maxFailureShare) {

  /** On a model that reads and writes. */
  static SpendingSettings ofChat(SettingsReader reader, String section) {
    return read(reader, section, section + ".prompt-price", section + ".completion-price");
  }

  /** On a model that only reads. */
  static SpendingSettings ofReading(SettingsReader reader, String section) {
    return read(reader, section, section + ".price", null);
  }

  /** The same at other prices. */
  SpendingSettings at(double ofPrompt, double ofCompletion) {
    return new SpendingSettings(
        requestsPerMinute,
        tokensPerMinute,
        maxRequests,
        maxTokens,
        maxCost,
        ofPrompt,
        ofCompletion,
        maxFailureShare);
  }

  /**
   * Reads them in the order of the file.
   *
   * @param writes the key of the price of what is written, or null where nothing is
   */
  private static SpendingSettings read(
      SettingsReader reader, String section, String reads, String writes) {
    String maxCost = section + ".max-cost";
    SpendingSettings spending =
        new SpendingSettings(
            reader.optionalCount(section + ".requests-per-minute"),
            reader.optionalCount(section + ".tokens-per-minute"),
            reader.optionalCount(section + ".max-requests"),
            reader.optionalCount(section + ".max-tokens"),
            reader.optionalPositive(maxCost),
            reader.notNegative(reads),
            writes == null ? 0 : reader.notNegative(writes),
            reader.share(section + ".max-failure-share"));
    boolean priced =
        spending.promptPrice + spending.completionPrice > 0
            || (writes != null && pricedVoice(reader));
    if (spending.maxCost != null && !priced) {
      reader.conflict(
          "a cap on the cost asks for " + (writes == null ? reads : reads + " and " + writes),
          maxCost);
    }
    return spending;
  }

  private static boolean pricedVoice(SettingsReader reader) {
    return reader.voices("llm.voices").stream()
        .anyMatch(voice -> voice.promptPrice() != null || voice.completionPrice() != null);
  }
}
