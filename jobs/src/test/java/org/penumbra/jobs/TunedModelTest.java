package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.tune.TunedModel;

/** A language model that a command tunes with each round's labels. */
@ExtendWith(LocalSpark.class)
class TunedModelTest {

  private static final int ITEMS = 300;
  private static final Path WORDS = Path.of("..", "conf", "tuning", "words.py").toAbsolutePath();

  /** Where nobody listens. */
  private static final String ELSEWHERE =
      "{\\\"model\\\": \\\"m\\\", \\\"base_url\\\": \\\"http://localhost:1/v1\\\"}";

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @Test
  void scoresTheNextRoundAndIsWhatTheLoopIsStoppedBy() throws IOException {
    Path models = folder.resolve("models");
    Process server =
        new ProcessBuilder("python3", WORDS.toString(), "serve", models.toString(), "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String url =
          new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
      TestRun run = run().with("train.command", "python3 " + WORDS + " tune " + models + " " + url);
      run.round(1);
      AdRun.answer(run, folder, 1);

      run.round(1);

      TunedModel first = tuned(run, 1).orElseThrow();
      assertThat(first.served().model()).isEqualTo("words-health-claims-round-1");
      assertThat(first.served().baseUrl()).isEqualTo(url);
      String log = AdRun.text(run.folder().resolve("exports/round=001/fine-tuning/command.log"));
      assertThat(log)
          .isEqualTo("tuned words-health-claims-round-1 with " + trainingLines(run) + " texts\n");
      assertThat(models(run, 1, "model_expert_kappa"))
          .contains("student-round=001|eval", "tuned-round=001|eval", "tuned-round=001|natural");
      // What was asked when it was tuned is not asked again to be evaluated.
      assertThat(requests(run, context -> new TrainJob(context, 1).run())).isGreaterThan(90);
      assertThat(requests(run, context -> new EvaluateJob(context, 1).run())).isZero();

      assertThat(run.round(2).status()).isEqualTo(StageResult.Status.WAITING);

      List<Row> scores = run.read(RunDataset.SCORES, StageName.SCAN, 2).collectAsList();
      assertThat(scores)
          .hasSize(ITEMS)
          .allSatisfy(row -> assertThat(row.<String>getAs("scorer")).isEqualTo("tuned-round=001"));
      assertThat(right(scores, first)).isGreaterThan(0.85);

      assertThat(
              requests(run, context -> new TrainJob(context, 1).run())
                  + requests(run, context -> new ScanJob(context, 2).run()))
          .isBetween((long) ITEMS, ITEMS + 10L);
      Row threshold = run.read(RunDataset.THRESHOLDS, StageName.CLUSTER, 2).first();
      assertThat(threshold.<String>getAs("scorer")).isEqualTo("tuned-round=001");
      assertThat(threshold.<Double>getAs("cut")).isEqualTo(first.scores().threshold().cut());

      AdRun.answer(run, folder, 2);
      server.destroy();
      assertThatThrownBy(() -> run.with("llm.outage", "1s").round(2))
          .satisfies(
              failure ->
                  assertThat(UserException.within(failure))
                      .hasMessageContaining("Cannot ask the model"));
      assertThat(tuned(run, 2)).isEmpty();
    } finally {
      server.destroyForcibly();
    }
    // Of the first one the scores are there, though its server is gone.
    try (ChatServer second = new ChatServer()) {
      TestRun run =
          run()
              .with("train.command", answering("{\\\"model\\\": \\\"m\\\"}"))
              .with("llm.base-url", second.url());
      run.open(RunContext.Repeat.AGAIN, context -> new TrainJob(context, 2).run());
      run.call(context -> new EvaluateJob(context, 2).run());
      assertThat(models(run, 2, "gain")).contains("student-round=002|eval", "tuned-round=002|eval");
      StageResult decided = run.call(context -> new DecideJob(context, 2).run());
      assertThat(decided.status()).isEqualTo(StageResult.Status.DONE);
    }
  }

  @Test
  void aStudentStandsInWhereItGivesNoScore() {
    Path called = folder.resolve("called");
    String command =
        "say() { echo x >>"
            + called
            + "; printf '%s' \""
            + ELSEWHERE
            + "\" >\"$1/model.json\"; }; say";
    try (ChatServer server = new ChatServer()) {
      TestFiles.lines(folder, "key", "sk-secret");
      TestRun run =
          run()
              .with("train.command", command)
              .with("train.base-url", server.url())
              .with("llm.key-file", folder.resolve("key").toString());
      trained(run);
      run.with("student.l2", "150")
          .open(RunContext.Repeat.AGAIN, context -> new TrainJob(context, 1).run());
      assertThat(AdRun.text(called)).as("the same files are tuned with once").isEqualTo("x\n");
      assertThat(server.keys()).hasSize(1).noneMatch(key -> key.contains("sk-secret"));
      server.failWith(
          (text, before) ->
              text.contains("t1")
                  ? Optional.of(ChatServer.said("Perhaps", 0.5))
                  : Optional.empty());

      TestRun lenient = run.with("llm.max-failure-share", "0.5");
      TestRun strict = run.with("llm.max-failure-share", "0.01");
      assertThatThrownBy(() -> strict.call(context -> new ScanJob(context, 2).run()))
          .hasMessageContaining("texts got no score");
      StageResult scanned = lenient.call(context -> new ScanJob(context, 2).run());

      List<Row> scores = run.read(RunDataset.SCORES, StageName.SCAN, 2).collectAsList();
      TunedModel model = tuned(run, 1).orElseThrow();
      assertThat(scores).hasSize(ITEMS);
      assertThat(scores.stream().map(row -> row.<String>getAs("scorer")).distinct())
          .containsExactlyInAnyOrder("tuned-round=001", "tuned-round=001 (student)");
      assertThat(right(scores, model)).isGreaterThan(0.7);
      long without =
          scores.stream().filter(row -> row.<String>getAs("scorer").endsWith("(student)")).count();
      assertThat(scanned.counts()).containsEntry("stand_ins", without);
      assertThat(lenient.output())
          .contains(
              "warning: "
                  + without
                  + " items got no score from the tuned model; the student's percentile stands in"
                  + " where there is a vector, which 0 have not (the reasons stand in answers/)");
    }
  }

  @Test
  void tellsWhatIsWrongWithTheCommandOrItsAnswer() {
    TestRun run = run();
    prepared(run);
    String command = "Cannot use what the command train.command (";

    refused(run, "echo no GPU >&2; exit 3; true", command, "it ended with status 3: no GPU.");
    assertThat(AdRun.text(run.folder().resolve("exports/round=001/fine-tuning/command.log")))
        .isEqualTo("no GPU\n");
    refused(run, "true", command, "it left no file 'model.json'.");
    refused(run, answering("nothing"), command, "its model.json is not JSON.");
    refused(
        run,
        answering("{\\\"model\\\": 3}"),
        command,
        "its model.json has no text 'model', the name of the tuned model.");
    refused(
        run,
        answering("{\\\"model\\\": \\\"m\\\"}"),
        command,
        "its model.json has no text 'base_url', the address of the server such as"
            + " http://localhost:8000/v1, without name, password or query, and llm.base-url is not"
            + " set.");
    assertThat(tuned(run, 1)).isEmpty();

    refused(run, "look() { ls \"$1\"; exit 1; }; look", command, "it ended with status 1");
    assertThat(AdRun.text(run.folder().resolve("exports/round=001/fine-tuning/command.log")))
        .contains("messages-train.jsonl\n", "request.json\n")
        .doesNotContain("test");
  }

  private static void refused(TestRun run, String command, String begins, String ends) {
    assertThatThrownBy(
            () ->
                run.with("train.command", command)
                    .open(RunContext.Repeat.AGAIN, context -> new TrainJob(context, 1).run()))
        .hasMessageStartingWith(begins)
        .hasMessageContaining(ends);
  }

  /** A command that says so, and tunes nothing. */
  private static String answering(String json) {
    return "say() { printf '%s' \"" + json + "\" >\"$1/model.json\"; }; say";
  }

  private void prepared(TestRun run) {
    run.with("train.command", "null").round(1);
    AdRun.answer(run, folder, 1);
    run.call(context -> new IngestJob(context, 1).run());
    run.call(context -> new SplitJob(context, 1).run());
  }

  private void trained(TestRun run) {
    prepared(run);
    run.call(context -> new TrainJob(context, 1).run());
  }

  private static Optional<TunedModel> tuned(TestRun run, int round) {
    return run.call(context -> new Models(context.store()).tuned(round));
  }

  private static long trainingLines(TestRun run) {
    return AdRun.text(run.folder().resolve("exports/round=001/fine-tuning/messages-train.jsonl"))
        .lines()
        .count();
  }

  private static List<String> models(TestRun run, int round, String metric) {
    return run.read(RunDataset.METRICS, StageName.EVALUATE, round).collectAsList().stream()
        .filter(row -> metric.equals(row.getAs("metric")))
        .map(row -> row.<String>getAs("model") + "|" + row.<String>getAs("population"))
        .toList();
  }

  /** Of a stage that is done: it says what it counted, and does nothing. */
  private static long requests(TestRun run, Function<RunContext, StageResult> done) {
    return run.call(done).count("llm_requests");
  }

  private static double right(List<Row> scores, TunedModel model) {
    return scores.stream()
            .filter(
                row ->
                    model.scores().threshold().label(row.<Double>getAs("score"))
                        == label(row.getAs("id")))
            .count()
        / (double) scores.size();
  }

  private TestRun run() {
    List<Row> scores = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    List<String> corpus = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String id = "t%03d".formatted(i);
      scores.add(RowFactory.create(id, StableHash.unit(1, "score", id)));
      double[] vector = new double[12];
      Arrays.setAll(vector, j -> StableHash.unit(j, "vector", id) - 0.5);
      vectors.add(RowFactory.create(id, vector));
      corpus.add("{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text(id)));
      labels.add("{\"id\":\"%s\",\"label\":%d,\"borderline\":false}".formatted(id, label(id)));
    }
    TestFiles.lines(AdRun.corpus(folder), "texts.jsonl", corpus.toArray(String[]::new));
    TestFiles.lines(folder, "truth.jsonl", labels.toArray(String[]::new));
    Map<String, String> settings = new TreeMap<>(AdRun.settings(folder));
    settings.put("scorer.kind", "given");
    settings.put("scorer.given", parquet("scores", "id STRING, score DOUBLE", scores));
    settings.put("student.score-input", "false");
    settings.put("student.ngram-weight", "0");
    settings.put("evaluate.replicates", "100");
    settings.put("embedder.kind", "given");
    settings.put("embedder.given", parquet("vectors", "id STRING, vector ARRAY<DOUBLE>", vectors));
    settings.put("scorer.prevalence", "0.3");
    settings.put("select.strategy", "random");
    settings.put("select.budget", "90");
    settings.put("label.raters", "2");
    settings.put("train.pool-sample", "100");
    return new TestRun(spark, folder.resolve("run"), settings);
  }

  private static int label(String id) {
    return StableHash.unit(2, "label", id) < 0.3 ? 1 : 0;
  }

  private static String text(String id) {
    return label(id) == 1
        ? "golden root will cure whatever ails you " + id
        : "fresh bread and good coffee every morning " + id;
  }

  private String parquet(String name, String columns, List<Row> rows) {
    String uri = folder.resolve("given-" + name).toString();
    spark.createDataFrame(rows, StructType.fromDDL(columns)).write().mode("overwrite").parquet(uri);
    return uri;
  }
}
