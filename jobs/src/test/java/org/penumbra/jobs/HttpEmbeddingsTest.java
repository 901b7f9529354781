package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    TestRun scored = scored(spark, "scored");
    scored.scan();

    StageResult result = scored.embed();

    assertThat(result.note()).isEqualTo("300 vectors made, 0 there before");
    assertThat(result.count("unembedded")).isZero();
    assertThat(scored.rows(RunDataset.EMBEDDINGS, "embed", "id", "vector"))
        .hasSize(ITEMS)
        .isEqualTo(scanned.rows(RunDataset.EMBEDDINGS, "scan", "id", "vector"));
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
