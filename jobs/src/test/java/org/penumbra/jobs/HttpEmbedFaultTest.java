package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A server that stalls, lies and dies: every item ends with a vector, or without for a reason. */
@ExtendWith(LocalSpark.class)
class HttpEmbedFaultTest {

  private static final int TEXTS = 4000;
  private static final int BUNDLE = 16;

  /** Requests that find one text among a bundle: two halves, four times. */
  private static final int HALVINGS = 8;

  /** How long the server is gone in the middle. */
  private static final long OUTAGE_MILLIS = 2000;

  @TempDir private Path folder;

  private EmbeddingServer server;

  @BeforeEach
  void start() {
    server = new EmbeddingServer();
    TestFiles.lines(
        folder,
        "texts.jsonl",
        texts().stream().map(text -> "{\"text\": \"" + text + "\"}").toArray(String[]::new));
  }

  @AfterEach
  void stop(SparkSession spark) throws InterruptedException {
    awaitTasks(spark);
    server.close();
  }

  @Test
  void everyItemEndsWithAVectorOrWithout(SparkSession spark) {
    AtomicLong goneUntil = new AtomicLong();
    server.failWith((texts, before) -> fault(goneUntil, texts, before));
    TestRun run = run(spark, "run", BUNDLE);
    run.scan();

    StageResult result = run.embed();

    long poison = texts().stream().filter(text -> poison(text) < 3).count();
    assertThat(poison).isBetween(5L, 30L);
    assertThat(result.count("made")).isEqualTo(TEXTS - poison);
    assertThat(result.count("unembedded")).isEqualTo(poison);
    assertThat(run.output())
        .contains(
            String.format(
                "%d of 4,000 items got no vector, and are in no cluster, pair or batch:", poison));
    assertThat(vectors(run).keySet()).noneMatch(text -> poison(text) < 3);
    assertThat(server.mostTexts()).isEqualTo(BUNDLE);
    assertThat(server.paid())
        .as("requests answered about %d texts, %d of them poison", TEXTS, poison)
        .isBetween((TEXTS - poison) / BUNDLE, (long) (1.05 * TEXTS / BUNDLE) + HALVINGS * poison);

    // Other bundles, another order, no fault: the same vectors, bit for bit.
    server.failWith(
        (texts, before) ->
            texts.stream().anyMatch(text -> poison(text) < 3)
                ? Optional.of(ChatServer.status(413))
                : Optional.empty());
    TestRun other = run(spark, "other", 7);
    other.scan();
    StageResult unused = other.embed();
    assertThat(vectors(other)).isEqualTo(vectors(run));
  }

  @Test
  void whatWasPaidForIsNotAskedAboutAgain(SparkSession spark) throws InterruptedException {
    server.failWith(
        (texts, before) ->
            server.paid() >= TEXTS / BUNDLE / 2
                ? Optional.of(ChatServer.status(401))
                : Optional.empty());
    // Whoever gives up waiting asks again about what was paid for.
    TestRun run = run(spark, "run", BUNDLE).with("embedder.http.timeout", "1m");
    run.scan();
    assertThatThrownBy(run::embed)
        .hasStackTraceContaining("the server refuses every request: status 401");
    awaitTasks(spark);
    int paid = server.textsPaid().size();
    assertThat(paid).isBetween(TEXTS / 3, TEXTS - 1);
    server.failWith((texts, before) -> Optional.empty());

    StageResult result = run.embed();

    assertThat(result.note()).isEqualTo("4,000 vectors made, 0 there before");
    assertThat(server.textsPaid()).hasSize(TEXTS + 16).containsValue(1);
    assertThat(server.textsPaid().entrySet())
        .filteredOn(text -> text.getKey().startsWith("Offer"))
        .hasSize(TEXTS)
        .allMatch(text -> text.getValue() == 1);
  }

  @Test
  void moreRefusalsThanAreAllowedStopTheStage(SparkSession spark) {
    server.failWith(
        (texts, before) ->
            texts.stream().anyMatch(text -> text.contains(": tea for"))
                ? Optional.of(ChatServer.status(413))
                : Optional.empty());
    TestRun run = run(spark, "run", BUNDLE);
    run.scan();

    assertThatThrownBy(run::embed)
        .hasStackTraceContaining(
            "texts got no vector, more than embedder.http.max-failure-share = 0.1");
  }

  /** The job ends with its first failed task; the other still keeps what it paid for. */
  private static void awaitTasks(SparkSession spark) throws InterruptedException {
    SparkStatusTracker tracker = spark.sparkContext().statusTracker();
    while (tracker.getExecutorInfos()[0].numRunningTasks() > 0) {
      Thread.sleep(20);
    }
  }

  private Optional<MockResponse> fault(AtomicLong goneUntil, List<String> texts, int before) {
    long now = System.currentTimeMillis();
    if (server.paid() == TEXTS / BUNDLE / 2) {
      goneUntil.compareAndSet(0, now + OUTAGE_MILLIS);
    }
    if (now < goneUntil.get()) {
      return Optional.of(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    }
    int worst = texts.stream().mapToInt(HttpEmbedFaultTest::poison).min().orElseThrow();
    if (worst < 3) {
      return Optional.of(
          switch (worst) {
            case 0 -> ChatServer.status(400).setBody("{\"error\": {\"code\": \"content_filter\"}}");
            case 1 -> ChatServer.status(413);
            default -> ChatServer.status(422);
          });
    }
    // By the first text; what passes fails the first time only.
    int kind = (int) (StableHash.unit(1, "fault", texts.get(0)) * 40);
    return before > 0 ? Optional.empty() : Optional.ofNullable(passing(kind, texts));
  }

  private MockResponse passing(int kind, List<String> texts) {
    return switch (kind) {
      case 0 -> ChatServer.status(429).setHeader("retry-after-ms", "100");
      case 1 -> ChatServer.status(500);
      case 2 -> ChatServer.status(503).setHeader("retry-after-ms", "50");
      case 3 -> new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
      case 4 -> ChatServer.json200("{\"data\": [{\"index\": 0, \"embe");
      case 5 -> server.vectors(texts.subList(0, texts.size() - 1));
      case 6 -> new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
      default -> null;
    };
  }

  /** Below 3 for one text of some hundred. */
  private static int poison(String text) {
    return text.startsWith("Offer") ? (int) (StableHash.unit(1, "poison", text) * 1000) : 3;
  }

  private static Map<String, String> vectors(TestRun run) {
    Map<String, String> vectors = new TreeMap<>();
    run.read(RunDataset.EMBEDDINGS, StageName.EMBED)
        .join(run.read(RunDataset.ITEMS, StageName.SCAN), "id")
        .selectExpr("text", "CAST(vector AS STRING)")
        .collectAsList()
        .forEach(row -> vectors.put(row.getString(0), row.getString(1)));
    return vectors;
  }

  private TestRun run(SparkSession spark, String name, int batchSize) {
    Path scores = folder.resolve("scores-" + name);
    spark
        .createDataset(
            texts().stream().map(StableHash::id128).toList(),
            org.apache.spark.sql.Encoders.STRING())
        .selectExpr("value AS id", "CAST(hash(value) % 97 AS DOUBLE) AS score")
        .write()
        .parquet(scores.toString());
    return new TestRun(
            spark,
            folder.resolve(name),
            new TreeMap<>(
                Map.of(
                    "corpus.uri", folder.resolve("texts.jsonl").toString(),
                    "scorer.kind", "given",
                    "scorer.given", scores.toString(),
                    "embedder.kind", "http",
                    "embedder.model", "m",
                    "embedder.batch-size", Integer.toString(batchSize),
                    "embedder.http.base-url", server.url())))
        .with("embedder.http.timeout", "3s");
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add("Offer " + i + ": tea" + " that cures".repeat(i % 4) + " for " + i % 90 + ".");
    }
    return texts;
  }
}
