package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.StableHash;

class OfflineBatchTest {

  private static final String NAME = StableHash.id128("text");
  private static final String ASKED = "0123456789abcdef0123456789abcdef";
  private static final String ID = "0123456789abcdef-" + NAME;
  private static final OfflineBatch BATCH = batch(Mode.LOGPROBS, ASKED);

  @Test
  void aRequestIsWhatWouldBeSent() throws Exception {
    JsonNode line = new ObjectMapper().readTree(BATCH.request(NAME, "text\nof two lines"));

    assertThat(line.path("custom_id").asText()).isEqualTo(ID);
    assertThat(line.path("method").asText()).isEqualTo("POST");
    assertThat(line.path("url").asText()).isEqualTo("/v1/chat/completions");
    assertThat(line.path("body").path("model").asText()).isEqualTo("m");
    assertThat(line.path("body").path("logprobs").asBoolean()).isTrue();
    JsonNode messages = line.path("body").path("messages");
    assertThat(messages.get(messages.size() - 1).path("content").asText())
        .isEqualTo("~~~~~\ntext\nof two lines\n~~~~~");
  }

  @Test
  void aResultIsAnAnswer() {
    Answer<Judgement> answer = BATCH.result(result(200, body("fine", 0.1, 0.9))).orElseThrow();

    assertThat(answer.textHash()).isEqualTo(NAME);
    assertThat(answer.brought().score()).isBetween(0.099, 0.101);
    assertThat(answer.usage()).isEqualTo(new Usage(1, 30, 1));
    assertThat(answer.lasting()).isTrue();
  }

  @Test
  void whatAskingAgainWouldNotMendIsAReject() {
    assertThat(BATCH.result(result(200, body("banana", 0.1, 0.9))).orElseThrow().reason())
        .isEqualTo("answer outside the labels");
    assertThat(
            BATCH
                .result(result(400, "{\"error\": {\"code\": \"content_filter\"}}"))
                .orElseThrow()
                .reason())
        .isEqualTo("content filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"custom_id\": \"request-1\"}",
        "{\"custom_id\": 7, \"response\": {\"status_code\": 200, \"body\": {}}}"
      })
  void aLineThatIsNoneOfOursIsLeft(String line) {
    assertThat(BATCH.result(line)).isEmpty();
  }

  @Test
  void resultsOfAnotherPromptOrModelAreNotTaken() {
    OfflineBatch other = batch(Mode.LOGPROBS, "f".repeat(32));

    assertThat(other.result(result(200, body("fine", 0.1, 0.9)))).isEmpty();
  }

  @Test
  void oneAnswerIsNoVote() {
    OfflineBatch votes = batch(Mode.VOTES, ASKED);

    assertThat(votes.result(result(200, body("fine", 0.1, 0.9)))).isEmpty();
  }

  @Test
  void whatMayGoBetterNextTimeIsAskedAboutAgain() {
    assertThat(BATCH.result(result(500, "{}"))).isEmpty();
    assertThat(BATCH.result(result(429, "{}"))).isEmpty();
    assertThat(BATCH.result(result(403, "{}"))).isEmpty();
    assertThat(BATCH.result(result(200, "{\"choices\": [null]}"))).isEmpty();
    assertThat(BATCH.result(result(200, "{\"choices\": []}"))).isEmpty();
    assertThat(BATCH.result(result(200, "{\"choices\": [{\"index\": 0}]}"))).isEmpty();
    assertThat(
            BATCH.result(
                "{\"custom_id\": \""
                    + NAME
                    + "\", \"response\": null,"
                    + " \"error\": {\"code\": \"batch_expired\"}}"))
        .isEmpty();
  }

  private static String result(int status, String body) {
    return "{\"custom_id\": \"%s\", \"response\": {\"status_code\": %d, \"body\": %s}}"
        .formatted(ID, status, body);
  }

  private static String body(String said, double positive, double negative) {
    return """
        {"choices": [{"index": 0, "finish_reason": "stop",
          "message": {"role": "assistant", "content": "%s"},
          "logprobs": {"content": [{"token": "%s", "logprob": -0.1, "top_logprobs": [
            {"token": "violates", "logprob": %s}, {"token": "fine", "logprob": %s}]}]}}],
         "usage": {"prompt_tokens": 30, "completion_tokens": 1, "total_tokens": 31}}"""
        .formatted(said, said, Math.log(positive), Math.log(negative))
        .replace("\n", "");
  }

  private static OfflineBatch batch(Mode mode, String requestHash) {
    return new OfflineBatch(
        Made.LABELS, new Prompt(Made.POLICY, 1, null, mode), Made.parameters(mode), requestHash);
  }
}
