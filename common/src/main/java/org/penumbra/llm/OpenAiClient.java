package org.penumbra.llm;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The official OpenAI client, to any server that speaks its protocol. */
public final class OpenAiClient implements AutoCloseable {

  private static final long KEEP_ALIVE_SECONDS = 60;

  private final OkHttpClient http;
  private final OpenAIClientAsync client;

  /**
   * @param baseUrl up to and with {@code /v1}
   * @param key null for a server that asks for none
   * @param maxInFlight connections at most
   * @param timeout of a request
   */
  public OpenAiClient(String baseUrl, String key, int maxInFlight, Duration timeout) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(maxInFlight);
    dispatcher.setMaxRequestsPerHost(maxInFlight);
    // Redirects are not followed: they could carry the key, and the text, to another host.
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(maxInFlight, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
    this.client =
        OpenAIOkHttpClientAsync.builder()
            .okHttpClient(http)
            .baseUrl(baseUrl)
            .apiKey(key == null ? "none" : key)
            .maxRetries(0)
            .timeout(timeout)
            .build();
  }

  /** What requests are sent by. */
  public OpenAIClientAsync requests() {
    return client;
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
