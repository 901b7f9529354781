package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.SpendingFile;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import scala.jdk.javaapi.CollectionConverters;

/** A large language model as the scorer, behind a real server on this machine. */
@ExtendWith(LocalSpark.class)
class LlmScanTest {

  private static final int TEXTS = 60;

  @TempDir private Path folder;

  private SparkSession spark;
  private ChatServer server;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    server = new ChatServer();
    String[] lines = Arrays.copyOf(Texts.jsonLines(TEXTS), TEXTS + 1);
    // One text twice, under two ids.
    lines[TEXTS] = lines[7].replace("t007", "twin");
    TestFiles.lines(folder, "ads.jsonl", lines);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theCascadeAsksAboutThePoolAlone() {
    TestRun run =
        run(Map.of("pool.max-items", "30", "scorer.max-calls", "30", "scorer.mode", "cascade"));

    StageResult result = run.scan();

    List<Row> scores = run.read(RunDataset.SCORES, StageName.SCAN).collectAsList();
    assertThat(scores).hasSizeBetween(15, 30);
    assertThat(result.counts()).containsEntry("kept", (long) scores.size());
    assertThat(server.texts()).isLessThanOrEqualTo(scores.size()).isGreaterThanOrEqualTo(15);
    Map<String, String> texts = texts(run);
    assertThat(scores)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("scorer")).isEqualTo("llm");
              assertThat(row.<Double>getAs("score"))
                  .isEqualTo(ChatServer.positive(texts.get(row.<String>getAs("id"))), offset(1e-9));
              assertThat(row.<Double>getAs("doubt")).isEqualTo(0.1, offset(1e-9));
            });
    assertThat(run.read(RunDataset.EMBEDDINGS, StageName.SCAN).count()).isEqualTo(scores.size());
    assertThat(run.output())
        .contains(
            "m: it tells log-probabilities; it keeps to [STRUCTURED_OUTPUTS]; chosen: LOGPROBS,"
                + " STRUCTURED_OUTPUTS");
  }

  @Test
  void whereMoreAreAskedAboutThanThePoolHoldsTheModelsScoresChooseAmongThem() {
    TestRun run =
        run(Map.of("pool.max-items", "20", "scorer.max-calls", "40", "scorer.mode", "cascade"));

    StageResult result = run.scan();

    assertThat(server.texts()).isBetween(25, 40);
    List<Row> kept =
        run.read(RunDataset.ITEMS, StageName.SCAN)
            .join(run.read(RunDataset.SCORES, StageName.SCAN), "id")
            .select("score", "pool_probability")
            .collectAsList();
    assertThat(kept).hasSizeBetween(5, 20);
    assertThat(result.counts().get("kept")).isEqualTo(kept.size());
    // Those that entered for their score are those that the model finds positive.
    assertThat(kept)
        .filteredOn(row -> row.getDouble(1) == 1)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.getDouble(0)).isGreaterThan(0.5));
  }

  @Test
  void askedAboutAllTheModelChoosesThePool() {
    TestRun run = run(Map.of("pool.max-items", "30", "scorer.mode", "full"));

    StageResult result = run.scan();

    assertThat(server.texts()).isEqualTo(TEXTS);
    assertThat(result.counts().get("kept")).isBetween(10L, 30L);
    List<Row> kept = run.read(RunDataset.SCORES, StageName.SCAN).collectAsList();
    long cures =
        Arrays.stream(Texts.jsonLines(TEXTS)).filter(line -> line.contains("cure")).count();
    assertThat(kept.stream().filter(row -> row.<Double>getAs("score") > 0.5).count())
        .isGreaterThanOrEqualTo(cures);
    assertThat(run.output()).doesNotContain("warning");
  }

  @Test
  void aRunWhoseTextsGetNoScoreDoesNotGoOn() {
    server.failWith((text, before) -> Optional.of(ChatServer.said("Perhaps", 0.5)));
    TestRun run = run(Map.of("scorer.mode", "full"));

    assertThatThrownBy(run::scan)
        .hasMessageContaining("Cannot ask the model: its answer to a harmless text holds no score");

    server.failWith(
        (text, before) ->
            text.startsWith("The library")
                ? Optional.empty()
                : Optional.of(ChatServer.said("Perhaps", 0.5)));
    assertThatThrownBy(run::scan)
        .hasMessageContaining(
            "Cannot go on: 61 of 61 texts got no score from the model, more than"
                + " llm.max-failure-share = 0.1. The reasons stand in answers/; raise the setting to"
                + " take them for rejects.");
  }

  @Test
  void theHistogramOfTheCorpusCountsAPooledItemForThoseItStandsFor() {
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(400));
    TestRun run =
        run(Map.of("pool.max-items", "200", "scorer.max-calls", "200", "scorer.mode", "cascade"));

    run.scan();

    double raised =
        run.read(RunDataset.ITEMS, StageName.SCAN)
            .selectExpr("sum(1 / pool_probability)")
            .collectAsList()
            .get(0)
            .getDouble(0);
    long counted =
        run
            .read(RunDataset.TALLIES, StageName.SCAN)
            .selectExpr("aggregate(counts, 0L, (sum, count) -> sum + count) as counted")
            .collectAsList()
            .stream()
            .mapToLong(row -> row.getLong(0))
            .sum();
    assertThat(raised).isBetween(250.0, 550.0);
    assertThat((double) counted).isEqualTo(raised, offset(10.0));
  }

  @Test
  void aPoolWithoutASampleIsWarnedOf() {
    TestRun run =
        run(Map.of("pool.max-items", "30", "scorer.max-calls", "30", "scorer.mode", "cascade"));

    run.scan();

    assertThat(run.output())
        .contains(
            "warning: the pool is too small for a probability sample of the corpus, so that nothing"
                + " is known of the model's scores outside it; raise pool.max-items or"
                + " pool.sample-share");
  }

  @Test
  void equalTextsAreAskedAboutOnce() {
    TestRun run = run(Map.of("scorer.mode", "full"));

    StageResult result = run.scan();

    assertThat(result.counts()).containsEntry("kept", TEXTS + 1L);
    assertThat(server.answered()).isEqualTo(TEXTS);
    assertThat(server.texts()).isEqualTo(TEXTS);
    assertThat(result.counts()).containsEntry("llm_requests", (long) TEXTS);
    // Five probes before.
    assertThat(result.note()).contains("; 65 requests and ", " tokens so far, which cost 0.00");
  }

  @Test
  void sparksMetricsTellWhatIsUnderWayAndWhatWasSpent() {
    Map<String, Number> during = new ConcurrentSkipListMap<>();
    server.failWith(
        (text, before) -> {
          gauges().forEach((name, value) -> during.merge(name, value, LlmScanTest::larger));
          return Optional.empty();
        });
    TestRun run =
        run(
            Map.of(
                "scorer.mode", "full",
                "llm.max-in-flight", "8",
                "llm.prompt-price", "10",
                "llm.completion-price", "20"));

    run.scan();

    assertThat(during.get("llm.in-flight").intValue()).isBetween(1, 8);
    assertThat(during.get("llm.limit").intValue()).isBetween(4, 8);
    Spending spent = run.call(context -> new SpendingFile(context.store(), Service.CHAT).read());
    assertThat(spent.cost()).isPositive();
    Map<String, Number> ofModel = gauges();
    ofModel.keySet().removeIf(name -> !name.startsWith("llm."));
    assertThat(ofModel)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "llm.requests",
                65L,
                "llm.prompt-tokens",
                spent.total().promptTokens(),
                "llm.completion-tokens",
                spent.total().completionTokens(),
                "llm.cost",
                spent.cost(),
                "llm.answered",
                (long) TEXTS,
                "llm.rejected",
                0L,
                "llm.in-flight",
                0,
                "llm.limit",
                0));
  }

  @Test
  void whatWasAnsweredIsNotAskedAgain() {
    TestRun run = run(Map.of("scorer.mode", "full"));
    run.scan();
    List<String> first = run.rows(RunDataset.SCORES, StageName.SCAN, "id", "score", "doubt");
    long before = server.answered();

    run.with("pool.max-items", "1000").scanAgain();

    assertThat(server.answered()).isEqualTo(before);
    assertThat(run.rows(RunDataset.SCORES, StageName.SCAN, "id", "score", "doubt"))
        .isEqualTo(first);
  }

  @Test
  void anotherModelIsAskedAnewAndTheRunSaysSo() {
    TestRun run = run(Map.of("scorer.mode", "full"));
    run.scan();
    long before = server.answered();

    TestRun other = run.with("llm.model", "n");
    other.scanAgain();

    assertThat(server.answered() - before).isEqualTo(TEXTS);
    assertThat(other.output())
        .contains(
            "warning: the answers that are kept are to another prompt, model or setting: every text"
                + " is asked about anew");
  }

  @Test
  void aTextWithoutAScoreIsARejectWithItsReason() {
    server.failWith(
        (text, before) ->
            text.contains("offer 11.")
                ? Optional.of(ChatServer.said("Perhaps", 0.5))
                : Optional.empty());
    TestRun run = run(Map.of("scorer.mode", "full"));

    StageResult result = run.scan();

    assertThat(result.counts()).containsEntry("kept", (long) TEXTS).containsEntry("rejected", 1L);
    assertThat(run.rows(RunDataset.REJECTS, StageName.SCAN, "reason", "rows"))
        .containsExactly("answer outside the labels|1");
  }

  @Test
  void aRevokedKeyEndsTheStageAndKeepsWhatWasPaidFor() {
    server.failWith(
        (text, before) ->
            server.answered() >= 31 ? Optional.of(ChatServer.status(401)) : Optional.empty());
    TestRun run = run(Map.of("scorer.mode", "full", "llm.max-in-flight", "4"));

    assertThatThrownBy(run::scan)
        .satisfies(
            failure ->
                assertThat(UserException.within(failure))
                    .hasMessage(
                        "Stopped asking the model: the server refuses every request: status 401. The"
                            + " answers so far are kept; check the key, the account and llm.model,"
                            + " and start the command again."));

    server.failWith((text, before) -> Optional.empty());
    StageResult result = run.scan();

    assertThat(result.counts()).containsEntry("kept", TEXTS + 1L);
    assertThat(server.answered()).isLessThanOrEqualTo(TEXTS);
  }

  @Test
  void theCapOnRequestsHoldsOverRestarts() {
    TestRun run = run(Map.of("scorer.mode", "full", "llm.max-requests", "20"));

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(run::scan)
          .satisfies(
              failure ->
                  assertThat(UserException.within(failure))
                      .hasMessage(
                          "Stopped asking the model: llm.max-requests = 20 is reached. The answers so"
                              + " far are kept; raise the setting and start the command again to go"
                              + " on."));
    }

    assertThat(server.answered()).isBetween(5L, 20L);
    assertThat(run.with("llm.max-requests", "100").scan().counts())
        .containsEntry("kept", TEXTS + 1L);
    assertThat(server.answered()).isLessThanOrEqualTo(TEXTS);
  }

  @Test
  void forgettingAnItemErasesTheAnswerAboutItsText() {
    TestRun run = run(Map.of("scorer.mode", "full"));
    run.scan();
    long before = answers(run);

    run.call(
        context ->
            new ForgetJob(context, ForgetJob.HalfDone.REFUSE)
                .forget(IdList.of(new TreeSet<>(List.of("t003", "t004")))));

    assertThat(run.output()).contains("answers 2");
    assertThat(answers(run)).isEqualTo(before - 2);
  }

  @Test
  void speculationIsRefused() {
    TestRun run = run(Map.of());
    spark.sparkContext().conf().set("spark.speculation", "true");
    try {
      assertThatThrownBy(run::scan)
          .hasMessageContaining(
              "Cannot ask a model with speculative execution: it would pay for answers twice. Set"
                  + " spark.speculation to false.");
    } finally {
      spark.sparkContext().conf().set("spark.speculation", "false");
    }
  }

  @Test
  void aKeyAmongSparksPropertiesIsRefused() {
    TestRun run = run(Map.of());
    spark.sparkContext().conf().set("spark.executorEnv.OPENAI_API_KEY", "sk-1");
    try {
      assertThatThrownBy(run::scan)
          .hasMessage(
              "Cannot ask the model: spark.executorEnv.OPENAI_API_KEY would show the key to everyone"
                  + " who sees the application. Set llm.key-file to a file on each node, or"
                  + " OPENAI_API_KEY in the environment of the executors by other means, such as a"
                  + " secret of Kubernetes.");
    } finally {
      spark.sparkContext().conf().remove("spark.executorEnv.OPENAI_API_KEY");
    }
  }

  private TestRun run(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("corpus.uri", folder.resolve("ads.jsonl").toString());
    settings.put("corpus.id", "id");
    settings.put("scorer.kind", "llm");
    settings.put("llm.base-url", server.url());
    settings.putIfAbsent("llm.model", "m");
    return new TestRun(spark, folder.resolve("run"), settings);
  }

  private long answers(TestRun run) {
    return spark.read().parquet(run.folder().resolve("answers").toString()).count();
  }

  /** As the sinks see them: the driver's and the executor's, which are one process here. */
  private static Map<String, Number> gauges() {
    List<Source> sources =
        CollectionConverters.asJava(
            SparkEnv.get()
                .metricsSystem()
                .getSourcesByName("plugin.org.penumbra.jobs.spark.PenumbraPlugin"));
    assertThat(sources).hasSize(1);
    Map<String, Number> gauges = new TreeMap<>();
    sources
        .get(0)
        .metricRegistry()
        .getGauges()
        .forEach((name, gauge) -> gauges.put(name, (Number) gauge.getValue()));
    return gauges;
  }

  private static Number larger(Number one, Number other) {
    return one.doubleValue() > other.doubleValue() ? one : other;
  }

  private static Map<String, String> texts(TestRun run) {
    Map<String, String> texts = new TreeMap<>();
    run.read(RunDataset.ITEMS, StageName.SCAN)
        .select("id", "text")
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    return texts;
  }
}
