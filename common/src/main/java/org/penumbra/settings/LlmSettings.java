package org.penumbra.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The large language model that is asked, and what may be spent on it.
 *
 * @param baseUrl of a server that speaks the OpenAI protocol, up to and with /v1, or null
 * @param model its name, or null
 * @param keyFile file of the key on each machine that asks, or null
 * @param tokenizer its tokenizer.json, for estimates, or null
 * @param mode how a score is read
 * @param samples answers per text where they vote
 * @param examples most of the policy's examples of each kind in the prompt
 * @param maxInFlight requests in flight per executor
 * @param timeout of a request
 * @param outage time without any usable answer
 * @param attempts unusable answers to one text
 * @param saveInterval time between two savings of answers
 * @param offline whether requests go to a server by file
 * @param spending what may be spent
 */
public record LlmSettings(
    String baseUrl,
    String model,
    String keyFile,
    String tokenizer,
    Mode mode,
    int samples,
    int examples,
    int maxInFlight,
    Duration timeout,
    Duration outage,
    int attempts,
    Duration saveInterval,
    Offline offline,
    Spending spending) {

  /** Where a password could hide is refused: addresses stand in reports. */
  private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");

  /** How a score is read from answers. */
  public enum Mode {
    AUTO,
    LOGPROBS,
    VOTES,
    CONFIDENCE
  }

  /** How requests reach the server. */
  public enum Offline {
    /** One by one, over HTTP. */
    NONE,
    /** As files that are written. */
    EXPORT,
    /** By the files of results that came back. */
    IMPORT
  }

  /**
   * What may be spent; null for no limit.
   *
   * @param requestsPerMinute of all executors together
   * @param tokensPerMinute of all executors together
   * @param maxRequests of the run
   * @param maxTokens of the run, read and written
   * @param maxCost of the run
   * @param promptPrice money per million tokens read
   * @param completionPrice money per million tokens written
   * @param maxFailureShare texts without a score, of all asked about
   */
  public record Spending(
      Long requestsPerMinute,
      Long tokensPerMinute,
      Long maxRequests,
      Long maxTokens,
      Double maxCost,
      double promptPrice,
      double completionPrice,
      double maxFailureShare) {

    private static Spending read(SettingsReader reader) {
      Spending spending =
          new Spending(
              reader.optionalCount("llm.requests-per-minute"),
              reader.optionalCount("llm.tokens-per-minute"),
              reader.optionalCount("llm.max-requests"),
              reader.optionalCount("llm.max-tokens"),
              reader.optionalPositive("llm.max-cost"),
              reader.notNegative("llm.prompt-price"),
              reader.notNegative("llm.completion-price"),
              reader.share("llm.max-failure-share"));
      if (spending.maxCost != null && spending.promptPrice + spending.completionPrice == 0) {
        reader.conflict(
            "a cap on the cost asks for llm.prompt-price and llm.completion-price", "llm.max-cost");
      }
      return spending;
    }
  }

  static LlmSettings read(SettingsReader reader) {
    LlmSettings llm =
        new LlmSettings(
            reader.optionalText("llm.base-url"),
            reader.optionalText("llm.model"),
            reader.optionalText("llm.key-file"),
            reader.optionalText("llm.tokenizer"),
            reader.choice("llm.mode", Mode.class),
            reader.integer("llm.samples", 2, 100),
            reader.integer("llm.examples", 0, 1000),
            reader.integer("llm.max-in-flight", 1, 10_000),
            reader.duration("llm.timeout"),
            reader.duration("llm.outage"),
            reader.atLeast(1, "llm.attempts"),
            reader.duration("llm.save-interval"),
            reader.choice("llm.offline", Offline.class),
            Spending.read(reader));
    if (llm.baseUrl != null && !URL.matcher(llm.baseUrl).matches()) {
      reader.conflict(
          "expected an address such as http://localhost:8000/v1, without name, password or query",
          "llm.base-url");
    }
    return llm;
  }
}
