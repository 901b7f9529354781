package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.GivenVectors;
import org.penumbra.jobs.scan.GivenScores;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** Scores and vectors of the user's own in the place of ours. */
@ExtendWith(LocalSpark.class)
class GivenDataTest {

  private static final String SCORES = "id STRING, score DOUBLE";
  private static final String VECTORS = "id STRING, vector ARRAY<DOUBLE>";

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @Test
  void takesGivenScoresAndVectorsInPlaceOfItsOwn() {
    corpus();
    String scores = parquet("scores", SCORES, row("a", 0.9), row("b", -2.5), row("z", 7.0));
    String vectors =
        parquet(
            "vectors",
            VECTORS,
            row("a", new double[] {3, 4}),
            row("b", new double[] {0, -2}),
            row("other", new double[] {1, 1}));
    TestRun run =
        run(
            Map.of(
                "scorer.kind",
                "given",
                "scorer.given",
                scores,
                "embedder.kind",
                "given",
                "embedder.given",
                vectors));

    StageResult scanned = run.scan();
    StageResult embedded = run.embed();

    assertThat(run.rows(RunDataset.SCORES, "scan", "id", "scorer", "score"))
        .containsExactly("a|given|0.9", "b|given|-2.5");
    assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "pool_probability"))
        .containsExactly("a|1.0", "b|1.0");
    assertThat(run.rows(RunDataset.REJECTS, "scan", "reason", "sample"))
        .containsExactly("no score given|Test drive the new van.");
    assertThat(scanned.counts()).containsEntry("kept", 2L).containsEntry("rejected", 1L);
    assertThat(embedded.note()).isEqualTo("2 vectors made, 0 there before");
    assertThat(run.rows(RunDataset.EMBEDDINGS, "embed", "id", "array_join(vector, ' ')", "windows"))
        .containsExactly("a|0.6 0.8|null", "b|0.0 -1.0|null");
  }

  @Test
  void keepsGivenVectorsApartFromThoseOfTheScorersEncoder() {
    corpus();
    String vectors =
        parquet(
            "vectors",
            VECTORS,
            row("a", new double[] {1, 0}),
            row("b", new double[] {1, 0}),
            row("c", new double[] {1, 0}));
    TestRun run = run(Map.of("embedder.kind", "given", "embedder.given", vectors));

    run.scan();
    StageResult embedded = run.embed();

    assertThat(embedded.note()).isEqualTo("3 vectors made, 0 there before");
    assertThat(run.rows(RunDataset.EMBEDDINGS, "embed", "id", "array_join(vector, ' ')"))
        .containsExactly("a|1.0 0.0", "b|1.0 0.0", "c|1.0 0.0");
  }

  @Test
  void refusesScoresThatAreNotThere() {
    String nowhere = folder.resolve("nowhere").toString();

    refusal(() -> new GivenScores(spark, nowhere))
        .hasMessageStartingWith("Cannot read scorer.given (" + nowhere + "): ")
        .hasMessageEndingWith(". Name Parquet files that exist.");
  }

  @Test
  void refusesScoresWithoutTheColumn() {
    String uri = parquet("scores", "id STRING, points DOUBLE", row("a", 1.0));

    refusal(() -> new GivenScores(spark, uri))
        .hasMessage(
            "Cannot use scorer.given ("
                + uri
                + "): it has no column score, but id, points. Rename the column.");
  }

  @Test
  void refusesTwoScoresForOneId() {
    String uri = parquet("scores", SCORES, row("a", 1.0), row("b", 1.0), row("b", 1.0));

    refusal(() -> new GivenScores(spark, uri))
        .hasMessage(
            "Cannot use scorer.given ("
                + uri
                + "): the id b stands in 2 rows. Give each id once, and no null.");
  }

  @Test
  void refusesAScoreWithoutAnId() {
    String uri = parquet("scores", SCORES, row("a", 1.0), row(null, 1.0));

    refusal(() -> new GivenScores(spark, uri))
        .hasMessageContaining("the id null stands in 1 rows. Give each id once, and no null.");
  }

  @Test
  void refusesScoresThatAreNotFinite() {
    String uri =
        parquet(
            "scores",
            SCORES,
            row("a", 1.0),
            row("b", null),
            row("c", Double.NaN),
            row("d", Double.NEGATIVE_INFINITY));

    refusal(() -> new GivenScores(spark, uri))
        .hasMessage(
            "Cannot use scorer.given ("
                + uri
                + "): 3 scores are null, NaN or infinite. Give finite numbers.");
  }

  @Test
  void refusesItemsWithoutAVector() {
    String uri = parquet("vectors", VECTORS, row("a", new double[] {1, 0}), row("b", null));

    refusal(() -> vectors(uri, "a", "b", "c"))
        .hasMessage(
            "Cannot use embedder.given ("
                + uri
                + "): it has no vector for 2 items of the pool. Add them, or let Penumbra make"
                + " vectors: embedder.kind = onnx.");
  }

  @Test
  void refusesVectorsOfDifferentLengths() {
    String uri =
        parquet(
            "vectors", VECTORS, row("a", new double[] {1, 0}), row("b", new double[] {1, 0, 0}));

    refusal(() -> vectors(uri, "a", "b"))
        .hasMessage(
            "Cannot use embedder.given ("
                + uri
                + "): vectors have 2 to 3 numbers. Give vectors of one model.");
  }

  @Test
  void refusesVectorsWithoutADirection() {
    String zero = parquet("zero", VECTORS, row("a", new double[] {0, 0}));
    String infinite = parquet("infinite", VECTORS, row("a", new double[] {1e300, 0}));
    String nan = parquet("nan", VECTORS, row("a", new double[] {Double.NaN, 0}));
    String gap = parquet("gap", VECTORS, row("a", new Double[] {null, 1.0}));

    for (String uri : List.of(zero, infinite, nan, gap)) {
      assertThatThrownBy(() -> vectors(uri, "a"))
          .satisfies(
              thrown ->
                  assertThat(UserException.within(thrown))
                      .as(uri)
                      .isNotNull()
                      .hasMessage(
                          "Cannot use embedder.given ("
                              + uri
                              + "): the vector of a is zero or not finite. Leave the item out of"
                              + " the corpus, or give it a vector."));
    }
  }

  private List<Row> vectors(String uri, String... ids) {
    List<Row> items = List.of(ids).stream().map(id -> row(new Object[] {id})).toList();
    return new GivenVectors(spark, uri)
        .of(spark.createDataFrame(items, StructType.fromDDL("id STRING")))
        .collectAsList();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refusal(Runnable reading) {
    return assertThatThrownBy(reading::run).isInstanceOf(UserException.class);
  }

  private void corpus() {
    TestFiles.lines(
        folder,
        "ads.jsonl",
        "{\"id\":\"a\",\"text\":\"This syrup cures arthritis.\"}",
        "{\"id\":\"b\",\"text\":\"Bacon from a small farm.\"}",
        "{\"id\":\"c\",\"text\":\"Test drive the new van.\"}");
  }

  private TestRun run(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("corpus.uri", folder.resolve("ads.jsonl").toString());
    all.put("corpus.id", "id");
    return new TestRun(spark, folder.resolve("run"), all);
  }

  private String parquet(String name, String columns, Row... rows) {
    String uri = folder.resolve(name).toString();
    spark.createDataFrame(List.of(rows), StructType.fromDDL(columns)).write().parquet(uri);
    return uri;
  }

  private static Row row(Object... cells) {
    return RowFactory.create(cells);
  }
}
