package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A server that stalls, lies and dies: every text ends as a score or a reject. */
@ExtendWith(LocalSpark.class)
class LlmFaultTest {

  private static final int TEXTS = 20_000;

  /** How long the server is gone in the middle. */
  private static final long OUTAGE_MILLIS = 3000;

  @TempDir private Path folder;

  @Test
  void everyTextEndsAsAScoreOrAReject(SparkSession spark) {
    corpus();
    try (ChatServer server = new ChatServer()) {
      AtomicLong goneUntil = new AtomicLong();
      server.failWith((text, before) -> fault(server, goneUntil, text, before));
      TestRun run =
          new TestRun(
              spark,
              folder.resolve("run"),
              new TreeMap<>(
                  Map.of(
                      "corpus.uri", folder.resolve("texts.jsonl").toString(),
                      "scorer.kind", "llm",
                      "scorer.mode", "full",
                      "llm.base-url", server.url(),
                      "llm.model", "m",
                      "llm.timeout", "2s")));

      StageResult result = run.scan();

      Map<String, String> rejects = expectedRejects();
      assertThat(result.counts())
          .containsEntry("rejected", (long) rejects.size())
          .containsEntry("kept", (long) TEXTS - rejects.size());
      Map<String, String> found = new TreeMap<>();
      run.read(RunDataset.REJECTS, StageName.SCAN)
          .collectAsList()
          .forEach(row -> found.put(row.getAs("sample"), row.getAs("reason")));
      assertThat(found).isEqualTo(rejects);
      run.read(RunDataset.SCORES, StageName.SCAN)
          .join(run.read(RunDataset.ITEMS, StageName.SCAN), "id")
          .select("text", "score")
          .collectAsList()
          .forEach(
              row ->
                  assertThat(row.getDouble(1))
                      .isBetween(
                          ChatServer.positive(row.getString(0)) - 1e-9,
                          ChatServer.positive(row.getString(0)) + 1e-9));
      assertThat(server.answered()).isBetween((long) TEXTS - rejects.size(), (long) (1.02 * TEXTS));
    }
  }

  /** By a hash of the text; what passes fails the first time only. */
  private static Optional<MockResponse> fault(
      ChatServer server, AtomicLong goneUntil, String text, int before) {
    long now = System.currentTimeMillis();
    if (server.answered() == TEXTS / 2) {
      goneUntil.compareAndSet(0, now + OUTAGE_MILLIS);
    }
    if (now < goneUntil.get()) {
      return Optional.of(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    }
    int kind = kind(text);
    if (kind < 3) {
      return Optional.of(lasting(kind));
    }
    return before == 0 && kind < 13 ? Optional.of(passing(kind)) : Optional.empty();
  }

  private static MockResponse lasting(int kind) {
    return switch (kind) {
      case 0 -> ChatServer.said("I would rather not say", 0.5);
      case 1 -> ChatServer.status(400).setBody("{\"error\": {\"code\": \"content_filter\"}}");
      default ->
          ChatServer.ok(
              Map.of(
                  "choices",
                  List.of(
                      Map.of(
                          "index",
                          0,
                          "finish_reason",
                          "stop",
                          "message",
                          Map.of("role", "assistant", "refusal", "I cannot help")))));
    };
  }

  private static MockResponse passing(int kind) {
    return switch (kind) {
      case 3 -> ChatServer.status(429).setHeader("retry-after-ms", "100");
      case 4 -> ChatServer.status(429).setHeader("Retry-After", "0");
      case 5 -> ChatServer.status(500);
      case 6 -> ChatServer.status(503).setHeader("retry-after-ms", "50");
      case 7 -> new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
      case 8 -> ChatServer.json200("{\"choices\": [{\"index\": 0, \"mess");
      case 9 -> ChatServer.ok(Map.of("choices", List.of()));
      case 10 ->
          ChatServer.ok(
              Map.of(
                  "choices",
                  List.of(
                      Map.of(
                          "index", 0, "message", Map.of("role", "assistant", "content", "fine")))));
      case 11 ->
          ChatServer.said("fine", 0.1)
              .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
      default -> new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
    };
  }

  /** Each of the 13 faults hits one text of 500; the last, which takes its time, one of 5,000. */
  private static int kind(String text) {
    double place = StableHash.unit(1, "fault", text);
    int kind = (int) (place * 500);
    return kind == 12 && place * 5000 - 120 > 1 ? 13 : kind;
  }

  private static Map<String, String> expectedRejects() {
    Map<String, String> rejects = new TreeMap<>();
    List<String> reasons =
        List.of("answer outside the labels", "content filter", "refused by the model");
    for (String text : texts()) {
      if (kind(text) < 3) {
        rejects.put(text, reasons.get(kind(text)));
      }
    }
    assertThat(rejects).hasSizeGreaterThan(60);
    return rejects;
  }

  private void corpus() {
    TestFiles.lines(
        folder,
        "texts.jsonl",
        texts().stream().map(text -> "{\"text\": \"" + text + "\"}").toArray(String[]::new));
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add("Offer " + i + ": tea" + " that cures".repeat(i % 4) + " for " + i % 90 + ".");
    }
    return texts;
  }
}
