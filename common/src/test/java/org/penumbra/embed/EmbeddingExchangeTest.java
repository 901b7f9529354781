package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.UserException;
import org.penumbra.llm.Fault;
import org.penumbra.llm.Inquiry;
import org.penumbra.llm.OpenAiClient;
import org.penumbra.llm.Usage;

/** What is sent for vectors, and what of the replies is taken. */
class EmbeddingExchangeTest {

  private MockWebServer server;
  private EmbeddingExchange exchange;

  @BeforeEach
  void start() throws IOException {
    server = new MockWebServer();
    server.start();
    open(null, 100, 2);
  }

  @AfterEach
  void stop() throws IOException {
    exchange.close();
    server.shutdown();
  }

  private void open(Integer dimensions, int maxCharacters, int bundle) {
    exchange =
        new EmbeddingExchange(
            new OpenAiClient(server.url("/v1").toString(), "sk", 4, Duration.ofSeconds(5)),
            new EmbeddingExchange.Options("m", dimensions, maxCharacters, bundle));
  }

  @Test
  void asksForFloatsOfTextsThatAreCut() throws Exception {
    open(2, 4, 2);
    reply("[{\"index\":0,\"embedding\":[3,4]},{\"index\":1,\"embedding\":[0,2]}]");

    assertThat(read("a long text", "abc\uD83D\uDE00")).hasSize(2);

    var request = server.takeRequest();
    JsonNode body = new ObjectMapper().readTree(request.getBody().readUtf8());
    assertThat(request.getPath()).isEqualTo("/v1/embeddings");
    assertThat(body.path("model").asText()).isEqualTo("m");
    assertThat(body.path("encoding_format").asText()).isEqualTo("float");
    assertThat(body.path("dimensions").asInt()).isEqualTo(2);
    assertThat(body.path("input").path(0).asText()).isEqualTo("a lo");
    assertThat(body.path("input").path(1).asText()).isEqualTo("abc");
  }

  @Test
  void vectorsAreOfUnitLengthEachWithItsOwnText() throws Exception {
    reply("[{\"index\":1,\"embedding\":[0,-2]},{\"index\":0,\"embedding\":[3,4]}]");

    List<float[]> vectors = read("a", "b");

    assertThat(vectors.get(0)).containsExactly(0.6f, 0.8f);
    assertThat(vectors.get(1)).containsExactly(0, -1);
  }

  @Test
  void whereNoPlaceIsToldTheOrderIs() throws Exception {
    reply("[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]");

    assertThat(read("a", "b").get(1)).containsExactly(0, 1);
  }

  @Test
  void theOtherWayToWriteNumbersIsReadToo() throws Exception {
    reply("[{\"index\":0,\"embedding\":\"" + base64(3, 4) + "\"}]");

    assertThat(read("a").get(0)).containsExactly(0.6f, 0.8f);
  }

  @Test
  void countsWhatTheServerCounts() throws Exception {
    reply("[{\"index\":0,\"embedding\":[1]}]");

    assertThat(exchange.about(List.of("a")).send().get().usage()).contains(new Usage(1, 7, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[] | 0 vectors for 2 texts",
        "[{\"index\":0,\"embedding\":[1]}] | 1 vectors for 2 texts",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}] | vectors that belong to no text",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}] | vectors that belong to no text",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":-1,\"embedding\":[1]}] | vectors that belong to no text",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[]}] | an empty vector",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[0]}] | a vector of zeros",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1}] | no vector",
        "[{\"index\":0,\"embedding\":[1]},null] | no vector",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":7}] | no vector",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1e39]}] | a vector with numbers that are none",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}] | a vector of 2 numbers, not 1",
        "[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":\"?\"}] | unreadable answer",
      })
  void aReplyThatDoesNotFitIsAskedForAgain(String data, String reason) {
    reply(data);

    assertThatThrownBy(() -> read("a", "b"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.RETRY))
        .hasMessage(reason);
  }

  @Test
  void numbersThatAreNoneAreNoVector() {
    reply("[{\"index\":0,\"embedding\":\"" + base64(Float.NaN, 1) + "\"}]");

    assertThatThrownBy(() -> read("a")).hasMessage("a vector with numbers that are none");
  }

  @Test
  void theFirstLengthHoldsForAllThatFollow() throws Exception {
    reply("[{\"index\":0,\"embedding\":[1,2]}]");
    reply("[{\"index\":0,\"embedding\":[1,2,3]}]");

    assertThat(read("a")).hasSize(1);

    assertThatThrownBy(() -> read("b")).hasMessage("a vector of 3 numbers, not 2");
  }

  @Test
  void aReplyThatIsRefusedBindsNoLength() throws Exception {
    reply("[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[]}]");
    reply("[{\"index\":0,\"embedding\":[1,2,3]}]");

    assertThatThrownBy(() -> read("a", "b")).hasMessage("an empty vector");

    assertThat(read("b").get(0)).hasSize(3);
  }

  @Test
  void theCheckTellsWhatVectorsAre() {
    reply("[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1]}]");

    EmbeddingCheck check = new EmbeddingCheck(exchange);

    EmbeddingCheck.Result result = check.run();

    assertThat(result.length()).isEqualTo(2);
    assertThat(result.findings()).containsExactly("vectors of 2 numbers");
    assertThat(check.usage()).isEqualTo(new Usage(1, 7, 0));
  }

  @Test
  void theCheckSeesWhetherCompanyChangesAVector() {
    open(null, 100, 3);
    reply("[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1]}]");
    reply("[{\"embedding\":[3,4]},{\"embedding\":[0,1]},{\"embedding\":[0,1]}]");

    assertThat(new EmbeddingCheck(exchange).run().findings())
        .containsExactly(
            "vectors of 2 numbers",
            "a text's similarity to itself among 2 others of a request is 0.60000");
  }

  @Test
  void theCheckAsksOneByOneWhereARequestTakesNoMore() {
    open(null, 100, 1);
    reply("[{\"index\":0,\"embedding\":[1,0]}]");
    reply("[{\"index\":0,\"embedding\":[0,1]}]");

    assertThat(new EmbeddingCheck(exchange).run().length()).isEqualTo(2);
  }

  @Test
  void theCheckStopsBeforeAnythingIsPaidForInEarnest() {
    server.enqueue(new MockResponse().setResponseCode(404).setBody("{}"));
    assertThatThrownBy(() -> new EmbeddingCheck(exchange).run())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot ask for vectors: the first request failed: refused with status 404. Check"
                + " embedder.http.base-url, embedder.model, embedder.http.dimensions and the key.");

    reply("[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[2,0]}]");
    assertThatThrownBy(() -> new EmbeddingCheck(exchange).run())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use the server's vectors: two different texts have the same. Is embedder.model"
                + " one for embeddings?");

    open(null, 100, 64);
    reply("[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1]}]");
    server.enqueue(new MockResponse().setResponseCode(422).setBody("{}"));
    assertThatThrownBy(() -> new EmbeddingCheck(exchange).run())
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot ask for vectors of 64 texts in a request: refused with status 422. Set"
                + " embedder.batch-size to what the server takes.");
  }

  @Test
  void theCheckTellsOfZeros() {
    for (int i = 0; i < 4; i++) {
      reply("[{\"index\":0,\"embedding\":[0,0]},{\"index\":1,\"embedding\":[0,1]}]");
    }

    assertThatThrownBy(() -> new EmbeddingCheck(exchange).run())
        .hasMessageStartingWith(
            "Cannot ask for vectors: the first request failed: a vector of zeros.");
  }

  private List<float[]> read(String... texts) throws Exception {
    Inquiry.Received<float[]> received = exchange.about(List.of(texts)).send().get();
    return received.read().orElseThrow();
  }

  private void reply(String data) {
    server.enqueue(
        new MockResponse()
            .setHeader("Content-Type", "application/json")
            .setBody("{\"data\": " + data + ", \"usage\": {\"prompt_tokens\": 7}}"));
  }

  private static String base64(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
