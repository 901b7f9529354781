package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.llm.Asker;
import org.penumbra.llm.Grant;
import org.penumbra.llm.OpenAiClient;
import org.penumbra.llm.Patience;

/** Texts of any number, as an encoder takes them. */
class HttpEncoderTest {

  private MockWebServer server;
  private Asker<float[]> asker;
  private HttpEncoder encoder;

  @BeforeEach
  void start() throws IOException {
    server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return respond(request.getBody().readUtf8());
          }
        });
    server.start();
    OpenAiClient client =
        new OpenAiClient(server.url("/v1").toString(), null, 4, Duration.ofSeconds(5));
    asker =
        new Asker<>(
            "w",
            new EmbeddingExchange(client, new EmbeddingExchange.Options("m", null, 9, 8)),
            new Patience(2, Duration.ofSeconds(5), Duration.ofSeconds(5)),
            4,
            report -> new Grant(report.wanted(), 100, null));
    encoder = new HttpEncoder(() -> asker, 9);
  }

  @AfterEach
  void stop() throws IOException {
    encoder.close();
    asker.close();
    server.shutdown();
  }

  @Test
  void givesEachTextItsVectorInOrder() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      texts.add("text " + i % 60);
    }

    List<EncodedText> encoded = encoder.encode(texts);

    assertThat(encoded).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(encoded.get(i).vector())
          .containsExactly(Vectors.normalised(new double[] {1, i % 60}));
      assertThat(encoded.get(i).windows()).isNull();
      assertThat(encoded.get(i).truncated()).isFalse();
    }
    assertThat(encoder.dimension()).isEqualTo(2);
    // The same text is asked about once; one more told the length.
    assertThat(server.getRequestCount()).isLessThanOrEqualTo(60 / 8 + 4);
  }

  @Test
  void aTextThatIsRefusedHasNoneAndALongOneIsCut() {
    List<EncodedText> encoded = encoder.encode(List.of("text 1", "poison", "text 2 and more"));

    assertThat(encoded.get(0)).isNotNull();
    assertThat(encoded.get(1)).isNull();
    assertThat(encoded.get(2).truncated()).isTrue();
  }

  @Test
  void whatEndsTheWorkIsSaidAsItIs() {
    assertThatThrownBy(() -> encoder.encode(List.of("revoked")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Stopped asking the model: the server refuses every request");
  }

  /** The vector of "text 7" is (1, 7). */
  private static MockResponse respond(String body) {
    if (body.contains("revoked")) {
      return new MockResponse().setResponseCode(401).setBody("{}");
    }
    if (body.contains("poison")) {
      return new MockResponse().setResponseCode(413).setBody("{}");
    }
    List<String> vectors = new ArrayList<>();
    String input = body.replaceAll(".*\"input\":\\[([^\\]]*)].*", "$1");
    for (String text : input.split(",", -1)) {
      String number = text.replaceAll("[^0-9]", "");
      vectors.add("{\"embedding\": [1, " + (number.isEmpty() ? "0" : number) + "]}");
    }
    return new MockResponse()
        .setHeader("Content-Type", "application/json")
        .setBody("{\"data\": [" + String.join(",", vectors) + "]}");
  }
}
