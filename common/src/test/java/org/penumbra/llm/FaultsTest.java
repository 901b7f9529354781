package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official client against a server that does what servers do. */
class FaultsTest {

  private static final String ANSWER =
      """
      {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [
        {"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "content": "fine"},
         "logprobs": {"content": [{"token": "fine", "logprob": -0.1, "bytes": null,
           "top_logprobs": [{"token": "fine", "logprob": -0.1, "bytes": null},
                            {"token": "viol", "logprob": -2.4, "bytes": null}]}]}}],
       "usage": {"prompt_tokens": 321, "completion_tokens": 2, "total_tokens": 323}}""";

  private MockWebServer server;
  private OpenAiChat chat;

  @BeforeEach
  void start() throws IOException {
    server = new MockWebServer();
    server.start();
    chat =
        new OpenAiChat(
            new OpenAiClient(server.url("/v1").toString(), "sk-secret", 4, Duration.ofMillis(500)),
            Made.LABELS);
  }

  @AfterEach
  void stop() throws IOException {
    chat.close();
    server.shutdown();
  }

  @Test
  void readsWhatIsAskedFor() throws Exception {
    server.enqueue(json(200, ANSWER));

    Reply reply = ask(Made.parameters(Mode.LOGPROBS));

    assertThat(reply.promptTokens()).isEqualTo(321);
    assertThat(reply.completionTokens()).isEqualTo(2);
    assertThat(reply.choices()).hasSize(1);
    assertThat(reply.choices().get(0).content()).isEqualTo("fine");
    assertThat(reply.choices().get(0).first())
        .containsOnlyKeys("fine", "viol")
        .hasEntrySatisfying("viol", logprob -> assertThat(logprob).isEqualTo(-2.4, offset(1e-9)));
    JsonNode sent = new ObjectMapper().readTree(request().getBody().readUtf8());
    assertThat(sent.path("logprobs").asBoolean()).isTrue();
    assertThat(sent.path("top_logprobs").asInt()).isEqualTo(20);
    assertThat(sent.path("max_tokens").asInt()).isEqualTo(16);
    assertThat(sent.path("temperature").asDouble(-1)).isZero();
    assertThat(sent.path("messages").path(0).path("role").asText()).isEqualTo("user");
  }

  @Test
  void asksForAChoiceInTheWaysServersDiffer() throws Exception {
    for (Constraint constraint : Constraint.values()) {
      server.enqueue(json(200, ANSWER));
      ask(
          new Parameters(
              "m",
              Mode.VOTES,
              constraint,
              5,
              true,
              1,
              Parameters.TokenLimit.MAX_COMPLETION_TOKENS));
      JsonNode sent = new ObjectMapper().readTree(request().getBody().readUtf8());
      assertThat(sent.path("n").asInt()).isEqualTo(5);
      assertThat(sent.path("max_completion_tokens").asInt()).isPositive();
      assertThat(sent.path("structured_outputs").path("choice").size())
          .isEqualTo(constraint == Constraint.STRUCTURED_OUTPUTS ? 2 : 0);
      assertThat(sent.path("guided_choice").size())
          .isEqualTo(constraint == Constraint.GUIDED_CHOICE ? 2 : 0);
      JsonNode schema = sent.path("response_format").path("json_schema").path("schema");
      assertThat(schema.path("properties").path("answer").path("enum").size())
          .isEqualTo(constraint == Constraint.RESPONSE_FORMAT ? 2 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          400, x, DOUBTFUL, refused with status 400
          401, x, FATAL, status 401
          402, x, FATAL, status 402
          403, x, DOUBTFUL, refused with status 403
          404, x, DOUBTFUL, refused with status 404
          422, insufficient_quota, DOUBTFUL, refused with status 422
          408, x, RETRY, status 408
          413, x, REJECT, text longer than the model's context
          422, x, DOUBTFUL, refused with status 422
          429, x, THROTTLED, status 429
          429, insufficient_quota, FATAL, status 429
          400, content_filter, REJECT, content filter
          400, context_length_exceeded, REJECT, text longer than the model's context
          500, x, RETRY, status 500
          502, x, RETRY, status 502
          503, x, THROTTLED, status 503
          """)
  void knowsWhatHelps(int status, String code, Fault.Kind kind, String reason) {
    server.enqueue(
        json(
            status,
            "{\"error\": {\"message\": \"key sk-secret and text\", \"type\": \"t\", \"code\": \"%s\"}}"
                .formatted(code)));

    Fault fault = fault();

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.reason()).isEqualTo(reason);
  }

  @Test
  void anErrorInAnotherShapeIsReadAsFarAsItGoes() {
    server.enqueue(json(400, "{\"error\": {\"code\": \"content_filter\"}}"));
    assertThat(fault().reason()).isEqualTo("content filter");
    server.enqueue(json(400, "{\"error\": \"maximum context length is 8192\"}"));
    assertThat(fault().kind()).isEqualTo(Fault.Kind.REJECT);
    server.enqueue(json(400, "no JSON at all"));
    assertThat(fault().reason()).isEqualTo("refused with status 400");
    server.enqueue(json(418, ""));
    assertThat(fault().reason()).isEqualTo("refused with status 418");
  }

  @Test
  void waitsAsLongAsItIsTold() {
    server.enqueue(json(429, "{}").setHeader("Retry-After", "7"));
    assertThat(fault().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    server.enqueue(json(503, "{}").setHeader("retry-after-ms", "1500"));
    assertThat(fault().retryAfter()).isEqualTo(Duration.ofMillis(1500));
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    server.enqueue(json(500, "{}").setHeader("Retry-After", inAnHour));
    assertThat(fault().retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    server.enqueue(json(429, "{}").setHeader("Retry-After", "soon"));
    assertThat(fault().retryAfter()).isNull();
  }

  @Test
  void anAnswerThatCannotBeReadIsAskedForAgain() {
    for (String body :
        List.of(
            "",
            "{\"choices\": [{\"index\": 0, \"mess",
            "<html>busy</html>",
            "[1]",
            "null",
            "{\"choices\": [null]}")) {
      server.enqueue(json(200, body));
      Fault fault = fault();
      assertThat(fault.kind()).as(body).isEqualTo(Fault.Kind.RETRY);
      assertThat(fault.reason()).as(body).isEqualTo("unreadable answer");
    }
  }

  @Test
  void fieldsOfOtherTypesAreMissingOnes() {
    server.enqueue(json(200, "{\"choices\": \"none\", \"usage\": [3]}"));
    assertThat(ask(Made.parameters(Mode.VOTES))).isEqualTo(new Reply(List.of(), 0, 0));
    server.enqueue(
        json(200, "{\"choices\": [{\"message\": {\"content\": null}, \"logprobs\": null}]}"));
    assertThat(ask(Made.parameters(Mode.VOTES)).choices().get(0).content()).isEmpty();
  }

  @Test
  void connectionsThatBreakOrStallAreTriedAgain() {
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    assertThat(fault().reason()).startsWith("connection failed (");
    server.enqueue(json(200, ANSWER).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    assertThat(fault().kind()).isEqualTo(Fault.Kind.RETRY);
    server.enqueue(json(200, ANSWER).setHeadersDelay(3, TimeUnit.SECONDS));
    Fault late = fault();
    assertThat(late.kind()).isEqualTo(Fault.Kind.RETRY);
    assertThat(late.reason()).isEqualTo("no answer in time");
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.enqueue(
        new MockResponse().setResponseCode(307).setHeader("Location", server.url("/elsewhere")));

    assertThat(fault().reason()).isEqualTo("refused with status 307");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private Fault fault() {
    Fault[] found = new Fault[1];
    assertThatThrownBy(() -> ask(Made.parameters(Mode.LOGPROBS)))
        .isInstanceOfSatisfying(
            CompletionException.class, failure -> found[0] = Faults.of(failure));
    assertThat(found[0].getMessage()).doesNotContain("sk-secret");
    return found[0];
  }

  private Reply ask(Parameters parameters) {
    return chat.ask(List.of(new Message(Message.Role.USER, "text")), parameters, 0).join();
  }

  private RecordedRequest request() throws InterruptedException {
    return server.takeRequest(1, TimeUnit.SECONDS);
  }

  @Test
  void aTextThatIsTooLargeForOneServerIsARejectThoughOthersMeanThemselves() {
    Fault tooLarge =
        Faults.of(500, "input is too large to process. increase the physical batch size");

    assertThat(tooLarge.kind()).isEqualTo(Fault.Kind.REJECT);
    assertThat(tooLarge.reason()).isEqualTo("text longer than the model's context");
    assertThat(Faults.of(500, "internal error").kind()).isEqualTo(Fault.Kind.RETRY);
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse()
        .setResponseCode(status)
        .setHeader("Content-Type", "application/json")
        .setBody(body);
  }
}
