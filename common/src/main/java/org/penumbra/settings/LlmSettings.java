package org.penumbra.settings;

import java.time.Duration;

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
    SpendingSettings spending) {

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

  static LlmSettings read(SettingsReader reader) {
    return new LlmSettings(
        ServerAddress.read(reader, "llm.base-url"),
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
        SpendingSettings.ofChat(reader, "llm"));
  }
}
