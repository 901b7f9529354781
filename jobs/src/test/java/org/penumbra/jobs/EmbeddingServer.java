package org.penumbra.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.penumbra.StableHash;

/**
 * A server that speaks the OpenAI protocol for embeddings. Texts are alike as their words are. It
 * fails as it is told to.
 */
final class EmbeddingServer implements AutoCloseable {

  static final int LENGTH = 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<SocketPolicy> SENT =
      Set.of(SocketPolicy.KEEP_OPEN, SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);

  /** What the self-check's requests begin with. */
  private static final String HARMLESS = "The library opens at nine.";

  /** What to answer instead, if anything. */
  interface Fault {

    /**
     * Decides.
     *
     * @param texts that are asked about
     * @param before how often a request began with the first of them before
     */
    Optional<MockResponse> of(List<String> texts, int before);
  }

  private final MockWebServer server = new MockWebServer();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> paid = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger mostTexts = new AtomicInteger();
  private volatile int length = LENGTH;
  private volatile Fault fault = (texts, before) -> Optional.empty();

  EmbeddingServer() {
    Logger.getLogger(MockWebServer.class.getName()).setLevel(Level.SEVERE);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return respond(request);
          }
        });
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address, up to and with /v1. */
  String url() {
    return server.url("/v1").toString();
  }

  void failWith(Fault instead) {
    fault = instead;
  }

  /** As if another model ran by the same name. */
  void length(int numbers) {
    length = numbers;
  }

  /** Those that were answered with status 200, whatever it said, but for the {@link #harmless}. */
  long paid() {
    return requests.get();
  }

  /** How often each text got a vector. */
  Map<String, Integer> textsPaid() {
    return paid;
  }

  /** Texts of the largest request. */
  int mostTexts() {
    return mostTexts.get();
  }

  /** What was sent as the key. */
  Set<String> keys() {
    return keys;
  }

  private MockResponse respond(RecordedRequest request) {
    JsonNode body = json(request.getBody().readUtf8());
    keys.add(String.valueOf(request.getHeader("Authorization")));
    List<String> texts = new ArrayList<>();
    body.path("input").forEach(text -> texts.add(text.asText()));
    mostTexts.accumulateAndGet(texts.size(), Math::max);
    int before = asked.merge(texts.get(0), 1, Integer::sum) - 1;
    Optional<MockResponse> instead = fault.of(texts, before);
    if (instead.isEmpty()) {
      texts.forEach(text -> paid.merge(text, 1, Integer::sum));
    }
    boolean said =
        instead
            .map(
                reply ->
                    reply.getStatus().contains(" 200 ") && SENT.contains(reply.getSocketPolicy()))
            .orElse(true);
    if (said && !harmless(texts)) {
      requests.incrementAndGet();
    }
    return instead.orElseGet(() -> vectors(texts));
  }

  /** Whether a request is the self-check's, or tries whether others are answered. */
  static boolean harmless(List<String> texts) {
    return texts.get(0).equals(HARMLESS);
  }

  /** A usable answer. */
  MockResponse vectors(List<String> texts) {
    List<Map<String, Object>> data = new ArrayList<>();
    for (int i = texts.size() - 1; i >= 0; i--) {
      data.add(
          Map.of("object", "embedding", "index", i, "embedding", vector(texts.get(i), length)));
    }
    return ok(
        Map.of(
            "object",
            "list",
            "model",
            "m",
            "data",
            data,
            "usage",
            Map.of("prompt_tokens", 10 * texts.size(), "total_tokens", 10 * texts.size())));
  }

  /** The sum of its words', of no certain length. */
  static double[] vector(String text, int length) {
    double[] sum = new double[length];
    for (String word : new HashSet<>(List.of(text.split("[^A-Za-z0-9]+", -1)))) {
      for (int i = 0; i < length; i++) {
        sum[i] += StableHash.unit(i, "word", word) - 0.5;
      }
    }
    return sum;
  }

  /** Any JSON with status 200. */
  static MockResponse ok(Object body) {
    try {
      return ChatServer.json200(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
