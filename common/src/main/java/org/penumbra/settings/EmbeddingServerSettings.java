package org.penumbra.settings;

import java.time.Duration;

/**
 * The server that is asked for vectors, and what may be spent on it.
 *
 * @param baseUrl of a server that speaks the OpenAI protocol, up to and with /v1, or null
 * @param keyFile file of the key on each machine that asks, or null
 * @param environmentKey whether the key of the environment is for this server, where no file is
 *     set: it is for the chat model\'s, if there is one
 * @param maxCharacters where texts are cut
 * @param dimensions numbers of a vector as the model is asked for them, or null for its own
 * @param maxInFlight requests in flight per executor
 * @param timeout of a request
 * @param outage time without any usable answer
 * @param attempts unusable answers to one text
 * @param saveInterval time between two savings of answers
 * @param spending what may be spent
 */
public record EmbeddingServerSettings(
    String baseUrl,
    String keyFile,
    boolean environmentKey,
    int maxCharacters,
    Integer dimensions,
    int maxInFlight,
    Duration timeout,
    Duration outage,
    int attempts,
    Duration saveInterval,
    SpendingSettings spending) {

  private static final String SECTION = "embedder.http";
  private static final int MOST_DIMENSIONS = 100_000;

  static EmbeddingServerSettings read(SettingsReader reader) {
    String url = ServerAddress.read(reader, SECTION + ".base-url");
    String chat = reader.optionalText("llm.base-url");
    return new EmbeddingServerSettings(
        url,
        reader.optionalText(SECTION + ".key-file"),
        chat == null || ServerAddress.sameServer(url, chat),
        reader.atLeast(1, SECTION + ".max-characters"),
        reader.optionalInteger(SECTION + ".dimensions", MOST_DIMENSIONS),
        reader.integer(SECTION + ".max-in-flight", 1, 10_000),
        reader.duration(SECTION + ".timeout"),
        reader.duration(SECTION + ".outage"),
        reader.atLeast(1, SECTION + ".attempts"),
        reader.duration(SECTION + ".save-interval"),
        SpendingSettings.ofReading(reader, SECTION));
  }
}
