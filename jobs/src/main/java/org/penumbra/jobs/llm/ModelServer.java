package org.penumbra.jobs.llm;

import java.io.Serializable;
import org.penumbra.jobs.state.SecretFile;
import org.penumbra.llm.OpenAiClient;
import org.penumbra.llm.Patience;
import org.penumbra.llm.Service;
import org.penumbra.settings.EmbeddingServerSettings;
import org.penumbra.settings.LlmSettings;

/**
 * A server and how to treat it.
 *
 * @param service what it is asked for
 * @param baseUrl its address
 * @param keyFile the file of the key, or null
 * @param environmentKey whether the environment's key is for it, where there is no file
 * @param maxInFlight requests in flight at most
 * @param patience with its failures
 */
record ModelServer(
    Service service,
    String baseUrl,
    String keyFile,
    boolean environmentKey,
    int maxInFlight,
    Patience patience)
    implements Serializable {

  static final String KEY_VARIABLE = "OPENAI_API_KEY";

  static ModelServer of(LlmSettings settings) {
    return new ModelServer(
        Service.CHAT,
        settings.baseUrl(),
        settings.keyFile(),
        settings.environmentKey(),
        settings.maxInFlight(),
        new Patience(settings.attempts(), settings.outage(), settings.timeout()));
  }

  static ModelServer of(EmbeddingServerSettings settings) {
    return new ModelServer(
        Service.EMBEDDINGS,
        settings.baseUrl(),
        settings.keyFile(),
        settings.environmentKey(),
        settings.maxInFlight(),
        new Patience(settings.attempts(), settings.outage(), settings.timeout()));
  }

  /** The way to it. */
  OpenAiClient open() {
    return new OpenAiClient(baseUrl, key(), maxInFlight, patience.timeout());
  }

  private String key() {
    if (keyFile == null) {
      String key = environmentKey ? System.getenv(KEY_VARIABLE) : null;
      return key == null || key.isBlank() ? null : key.strip();
    }
    return SecretFile.read(service.key("key-file"), keyFile);
  }
}
