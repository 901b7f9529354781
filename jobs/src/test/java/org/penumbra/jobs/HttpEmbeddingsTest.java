package org.penumbra.jobs;

import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.embed.Vectors;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** A run whose vectors come from a server. */
@ExtendWith(LocalSpark.class)
class HttpEmbeddingsTest {

  private static final int ITEMS = 300;

  @TempDir private Path folder;

  private EmbeddingServer server;

  @BeforeEach
  void start() {
    server = new EmbeddingServer();
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(ITEMS));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRoundRunsOnThem(SparkSession spark) {
    TestRun run = run(spark, "run");

    run.round(1);

    assertThat(run.output()).contains("m: vectors of 16 numbers");
    List<Row> batch = run.read(RunDataset.BATCH, "select").collectAsList();
    assertThat(batch).hasSize(20);
    for (Row row :
        run.read(RunDataset.EMBEDDINGS, "scan")
            .join(run.read(RunDataset.ITEMS, "scan"), "id")
            .select("text", "vector")
            .collectAsList()) {
      double[] told = EmbeddingServer.vector(row.getString(0), EmbeddingServer.LENGTH);
      assertThat(Rows.floats(row, 1))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(Vectors.normalised(told));
    }
  }

  @Test
  void embedAsksAboutWhatTheScanDidNot(SparkSession spark) {
    TestRun scanned = run(spark, "scanned");
    scanned.scan();
    long paidByScan = server.paid();
    TestRun scored = scored(spark, "scored");
    scored.scan();

    StageResult result = scored.embed();

    assertThat(result.note()).isEqualTo("300 vectors made, 0 there before");
    assertThat(result.count("unembedded")).isZero();
    assertThat(scored.rows(RunDataset.EMBEDDINGS, "embed", "id", "vector"))
        .hasSize(ITEMS)
        .isEqualTo(scanned.rows(RunDataset.EMBEDDINGS, "scan", "id", "vector"));
    Dataset<Row> answers = spark.read().parquet(scored.folder().resolve("answers").toString());
    assertThat(answers.drop("request").schema().toDDL())
        .isEqualTo(
            "text_hash STRING,vector ARRAY<FLOAT>,reason STRING,requests BIGINT,prompt_tokens"
                + " BIGINT,completion_tokens BIGINT");
    assertThat(answers.count()).isEqualTo(ITEMS);
    assertThat(answers.agg(sum("prompt_tokens")).collectAsList().get(0).getLong(0))
        .isEqualTo(10 * ITEMS);
    assertThat(answers.agg(sum("requests")).collectAsList().get(0).getLong(0))
        .isEqualTo(server.paid() - paidByScan);
    assertThat(scored.folder().resolve("_state/embedder/spending.json"))
        .content()
        // With those of the self-check: two texts, and as many as a request holds.
        .contains(": " + (10 * ITEMS + 10 * 18));
  }

  @Test
  void whatTheServerRefusesIsInNoClusterPairOrBatchAndStopsNothing(SparkSession spark) {
    refuse("Our syrup cures");
    TestRun run = scored(spark, "run");

    run.round(1);

    List<String> refused =
        run.read(RunDataset.ITEMS, "scan")
            .where("text LIKE 'Our syrup cures%'")
            .select("id")
            .as(Encoders.STRING())
            .collectAsList();
    assertThat(refused).hasSize(10);
    assertThat(run.output())
        .contains(
            "10 of 300 items got no vector, and are in no cluster, pair or batch: 10 x text longer"
                + " than the model's context");
    assertThat(run.rows(RunDataset.CLUSTERS, "cluster", "id"))
        .hasSize(ITEMS - 10)
        .doesNotContainAnyElementsOf(refused);
    assertThat(run.rows(RunDataset.PAIRS, "pair", "positive_id"))
        .doesNotContainAnyElementsOf(refused);
    assertThat(run.rows(RunDataset.BATCH, "select", "item_id"))
        .hasSize(20)
        .doesNotContainAnyElementsOf(refused);

    long before = server.paid();
    StageResult later = run.call(context -> new EmbedJob(context, 2).run());

    assertThat(later.counts()).containsEntry("made", 0L).containsEntry("unembedded", 10L);
    assertThat(server.paid()).isEqualTo(before);
  }

  @Test
  void theScanRejectsWhatTheServerRefuses(SparkSession spark) {
    refuse("Our syrup cures");
    TestRun run = run(spark, "run");

    StageResult result = run.scan();

    assertThat(result.count("rejected")).isEqualTo(10);
    assertThat(run.rows(RunDataset.REJECTS, "scan", "reason")).containsOnly("no vector");
  }

  @Test
  void nothingOfAnotherLengthIsPutBesideWhatIsThere(SparkSession spark) {
    TestRun run = run(spark, "run");
    run.scan();
    server.length(8);

    // Another run of the same folder would be another model: the name alone does not tell.
    assertThatThrownBy(() -> run.with("pool.max-items", "200").scanAgain())
        .hasMessage(
            "Cannot go on with m: its vectors have 8 numbers, those that are kept have 16. Does the"
                + " server run another model by that name? Start a new run, or give the model"
                + " another embedder.model.");
  }

  @Test
  void whatItMayBeAskedIsASettingThatHoldsOverRestarts(SparkSession spark) {
    TestRun run = scored(spark, "run").with("embedder.http.max-requests", "10");
    run.scan();

    assertThatThrownBy(run::embed)
        .hasStackTraceContaining("embedder.http.max-requests = 10 is reached");
    long asked = server.paid();
    assertThat(asked).isBetween(1L, 10L);
    assertThatThrownBy(run::embed)
        .hasStackTraceContaining("embedder.http.max-requests = 10 is reached");
    assertThat(server.paid()).isEqualTo(asked);
    StageResult result = run.with("embedder.http.max-requests", "null").embed();

    assertThat(result.count("made")).isEqualTo(ITEMS);
  }

  @Test
  void nothingButRefusalsStopTheStage(SparkSession spark) {
    TestFiles.lines(folder, "few.jsonl", Texts.jsonLines(100));
    refuse("");
    TestRun run = scored(spark, "run").with("corpus.uri", folder.resolve("few.jsonl").toString());
    run.scan();

    assertThatThrownBy(run::embed)
        .hasMessage(
            "Cannot go on: 100 of 100 texts got no vector, more than"
                + " embedder.http.max-failure-share = 0.1. The reasons stand in answers/; raise the"
                + " setting to go without them.");
  }

  @Test
  void anExampleOfThePolicyNeedsAVector(SparkSession spark) {
    refuse("Two spoons of our golden root syrup");

    assertThatThrownBy(run(spark, "run")::scan)
        .hasMessage(
            "Cannot go on without a vector of the policy's example \"Two spoons of our golden root"
                + " syrup a day and arthritis is history.\": the embeddings server refuses its text."
                + " Change it, or lower embedder.http.max-characters.");
  }

  /** The self-check's texts are always taken. */
  private void refuse(String beginning) {
    server.failWith(
        (texts, before) ->
            texts.stream().anyMatch(text -> text.startsWith(beginning))
                    && !EmbeddingServer.harmless(texts)
                ? Optional.of(ChatServer.status(413))
                : Optional.empty());
  }

  private TestRun scored(SparkSession spark, String name) {
    Path uri = folder.resolve("scores-" + name);
    spark
        .range(ITEMS)
        .selectExpr("concat('t', lpad(id, 3, '0')) AS id", "CAST(id % 97 AS DOUBLE) AS score")
        .write()
        .parquet(uri.toString());
    return run(spark, name).with("scorer.kind", "given").with("scorer.given", uri.toString());
  }

  private TestRun run(SparkSession spark, String name) {
    return new TestRun(
        spark,
        folder.resolve(name),
        new TreeMap<>(
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "corpus.id", "id",
                "select.budget", "20",
                "embedder.kind", "http",
                "embedder.model", "m",
                "embedder.http.base-url", server.url())));
  }
}
