package org.penumbra.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;

/**
 * A server that speaks the OpenAI chat protocol, for {@link TestRun#POLICY}: the surer the more
 * often a text says "cure". It keeps to vLLM's choice of labels, and fails as it is told to.
 */
final class ChatServer implements AutoCloseable {

  private static final Set<SocketPolicy> SENT =
      Set.of(SocketPolicy.KEEP_OPEN, SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the self-check asks about: not counted. */
  private static final String HARMLESS = "The library opens at nine.";

  /** The model that is always wrong. */
  static final String CONTRARY = "contrary";

  /** What to answer instead, if anything. */
  interface Fault {

    /**
     * Decides.
     *
     * @param text that is asked about
     * @param before how often it was asked about before
     */
    Optional<MockResponse> of(String text, int before);
  }

  private final MockWebServer server = new MockWebServer();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Set<String> systems = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final AtomicLong answered = new AtomicLong();
  private volatile Fault fault = (text, before) -> Optional.empty();

  ChatServer() {
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

  /** Requests about texts that got an answer with status 200, whatever it said. */
  long answered() {
    return answered.get();
  }

  /** Distinct texts that were asked about. */
  int texts() {
    return asked.size();
  }

  /** What was sent as the system's word. */
  Set<String> systems() {
    return systems;
  }

  /** What was sent as the key. */
  Set<String> keys() {
    return keys;
  }

  private MockResponse respond(RecordedRequest request) {
    JsonNode body = json(request.getBody().readUtf8());
    keys.add(String.valueOf(request.getHeader("Authorization")));
    JsonNode messages = body.path("messages");
    systems.add(messages.path(0).path("content").asText());
    String last = messages.path(messages.size() - 1).path("content").asText();
    if (!last.startsWith("~")) {
      return said(body.has("structured_outputs") ? "fine" : "banana", 0.5);
    }
    String text = last.substring(last.indexOf('\n') + 1, last.lastIndexOf('\n'));
    if (text.equals(HARMLESS)) {
      return fault.of(text, 0).orElseGet(() -> said("fine", positive(text)));
    }
    int before = asked.merge(text, 1, Integer::sum) - 1;
    Optional<MockResponse> instead = fault.of(text, before);
    if (instead.isPresent()) {
      if (instead.get().getStatus().contains(" 200 ")
          && SENT.contains(instead.get().getSocketPolicy())) {
        answered.incrementAndGet();
      }
      return instead.get();
    }
    answered.incrementAndGet();
    double positive =
        body.path("model").asText().equals(CONTRARY) ? 1 - positive(text) : positive(text);
    return said(positive > 0.5 ? "violates" : "fine", positive);
  }

  /** The probability it gives a text. */
  static double positive(String text) {
    int cures = text.split("cure", -1).length - 1;
    return cures == 0 ? 0.05 + text.length() % 7 * 0.01 : 1 - 0.2 / (1 + cures);
  }

  /** A usable answer. */
  static MockResponse said(String content, double positive) {
    return ok(
        Map.of(
            "id",
            "c",
            "object",
            "chat.completion",
            "created",
            1,
            "model",
            "m",
            "choices",
            List.of(
                Map.of(
                    "index",
                    0,
                    "finish_reason",
                    "stop",
                    "message",
                    Map.of("role", "assistant", "content", content),
                    "logprobs",
                    Map.of("content", List.of(token(content, positive))))),
            "usage",
            Map.of("prompt_tokens", 300, "completion_tokens", 2, "total_tokens", 302)));
  }

  /** A tenth goes to another word. */
  private static Map<String, Object> token(String content, double positive) {
    return Map.of(
        "token",
        content,
        "logprob",
        -0.1,
        "top_logprobs",
        List.of(
            Map.of("token", "viol", "logprob", Math.log(0.9 * positive)),
            Map.of("token", " Fine", "logprob", Math.log(0.9 * (1 - positive))),
            Map.of("token", "Well", "logprob", Math.log(0.1))));
  }

  /** Any JSON with status 200. */
  static MockResponse ok(Object body) {
    try {
      return json200(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MockResponse json200(String body) {
    return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
  }

  static MockResponse status(int status) {
    return new MockResponse()
        .setResponseCode(status)
        .setHeader("Content-Type", "application/json")
        .setBody("{\"error\": {\"message\": \"no\", \"type\": \"t\", \"code\": \"c\"}}");
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
