package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A corpus so large, by its settings, that a model of words reads it first. */
@ExtendWith(LocalSpark.class)
class ScanCascadeTest {

  private static final int ITEMS = 1_500;

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(ITEMS));
  }

  @Test
  void onlyWhatTriageKeepsIsEncodedAndTheAuditLooksAtTheRest() {
    TestRun run = run("few-shot", Map.of());

    StageResult result = run.scan();

    assertThat(result.count("rows_in")).isEqualTo(ITEMS);
    Row tallied =
        run.read(RunDataset.TALLIES, StageName.SCAN)
            .selectExpr("sum(rows_in)", "sum(triaged)", "sum(dropped)")
            .first();
    assertThat(tallied.getLong(0)).isEqualTo(ITEMS);
    assertThat(tallied.getLong(1)).isGreaterThan(ITEMS / 4).isLessThanOrEqualTo(tallied.getLong(2));
    Map<String, Double> chances = new HashMap<>();
    Map<String, Long> numbers = new HashMap<>();
    for (Row part :
        run.read(RunDataset.ITEMS, StageName.SCAN)
            .groupBy("dropped_by")
            .agg(Map.of("pool_probability", "max", "id", "count"))
            .select("dropped_by", "max(pool_probability)", "count(id)")
            .collectAsList()) {
      chances.put(part.getString(0), part.getDouble(1));
      numbers.put(part.getString(0), part.getLong(2));
    }
    assertThat(chances.get(null)).isEqualTo(1);
    // A near miss is drawn with four times the common chance.
    assertThat(chances.get("triage")).isEqualTo(4 * chances.get("band"));
    assertThat(numbers.get("triage")).isPositive();
    assertThat(result.count("kept")).isLessThanOrEqualTo(300);
    List<Row> tiers = run.read(RunDataset.TIERS, StageName.SCAN).orderBy("tier").collectAsList();
    assertThat(tiers)
        .extracting(row -> row.<String>getAs("tier"))
        .containsExactly("cascade", "triage");
    assertThat(tiers)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("teacher")).isEqualTo("few-shot");
              assertThat(row.<Long>getAs("audited_dropped")).isPositive();
            });
    // The pool has less room than there are positives, so that the second tier loses some.
    assertThat(tiers.get(1).<Double>getAs("recall"))
        .isBetween(0.8, 1.0)
        .isGreaterThan(tiers.get(0).<Double>getAs("recall"));
    assertThat(result.note()).contains("Triage keeps about", "By the answers of few-shot");
  }

  @Test
  void aModelTeachesTheTiersAndIsAskedNoMoreOftenThanItMayBe() {
    try (ChatServer server = new ChatServer()) {
      Map<String, String> model =
          Map.of(
              "scorer.kind", "llm",
              "scorer.max-calls", "300",
              "llm.base-url", server.url(),
              "llm.model", "m",
              "triage.recall", "0.9");
      TestRun run = run("llm", model);

      StageResult result = run.scan();

      // The two samples, and what the tiers left.
      assertThat(server.texts()).isBetween(700, 700 + 300);
      assertThat(result.note()).contains("Triage keeps about", "By the answers of llm");
      Row words =
          run.read(RunDataset.TIERS, StageName.SCAN)
              .where("tier = 'triage'")
              .collectAsList()
              .get(0);
      assertThat(words.<Double>getAs("recall")).isGreaterThan(0.85);
      long asked = server.answered();

      run.with("triage.max-loss", "0.2").scanAgain();

      assertThat(server.answered()).isEqualTo(asked);
    }
  }

  @Test
  void aTriageThatLosesTooMuchIsDistilledAnewFromWhatTheAuditFound() {
    // It may keep a tenth, where two fifths are positive.
    TestRun run = run("anew", Map.of("triage.max-kept", "0.1", "scorer.prevalence", "0.4"));

    StageResult result = run.scan();

    assertThat(run.output())
        .contains(
            "warning: triage loses more positives than triage.max-loss allows, and is distilled anew"
                + " with what the audit found: Recall is 0.",
            "the most it may, and not the recall that is asked for");
    assertThat(result.count("rows_in")).isEqualTo(ITEMS);
  }

  private TestRun run(String name, Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "corpus.id", "id",
                "corpus.shard-size", "32KiB",
                "corpus.wave-shards", "4",
                "scorer.reference-sample", "64",
                "scorer.prevalence", "0.2",
                "triage.from-items", "1000",
                "triage.candidates", "700",
                "triage.distil-sample", "350",
                "triage.band-sample", "350"));
    settings.put("pool.max-items", "300");
    settings.put("pool.sample-share", "0.75");
    settings.putAll(more);
    return new TestRun(spark, folder.resolve(name), settings);
  }
}
