package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** What enters a pool that is smaller than its corpus. */
@ExtendWith(LocalSpark.class)
class ScanPoolTest {

  private static final int ITEMS = 240;

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(ITEMS));
  }

  @Test
  void holdsTheHighestGivenScoresAndAUniformSampleOfTheRest() {
    List<Row> scores = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      scores.add(RowFactory.create("t%03d".formatted(i), (double) i));
    }
    String given = folder.resolve("scores").toString();
    spark
        .createDataFrame(scores, StructType.fromDDL("id STRING, score DOUBLE"))
        .write()
        .parquet(given);
    TestRun run =
        new TestRun(
            spark,
            folder.resolve("given"),
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "corpus.id", "id",
                "scorer.kind", "given",
                "scorer.given", given,
                "pool.max-items", "120"));

    StageResult result = run.scan();

    // 60 in the band; a sample of 60 less four standard deviations, of 240 rows.
    double chance = (60 - 4 * Math.sqrt(60)) / 240;
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String id = "t%03d".formatted(i);
      if (i >= 180) {
        expected.add(id + "|1.0");
      } else if (StableHash.unit(17, "pool", id) < chance) {
        expected.add(id + "|" + chance);
      }
    }
    assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "pool_probability")).isEqualTo(expected);
    assertThat(result.count("kept")).isEqualTo(expected.size()).isLessThanOrEqualTo(120);
    assertThat(result.count("dropped")).isEqualTo(ITEMS - expected.size());
  }

  @Test
  void dropsWhileItReadsWhatCannotEnterAnyMore() {
    TestRun run =
        new TestRun(
            spark,
            folder.resolve("few-shot"),
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "corpus.id", "id",
                "corpus.shard-size", "4KiB",
                "corpus.wave-shards", "2",
                "scorer.reference-sample", "64",
                "pool.max-items", "60"));

    StageResult result = run.scan();

    assertThat(result.count("rows_in")).isEqualTo(ITEMS);
    assertThat(result.count("kept")).isBetween(25L, 60L);
    assertThat(result.count("dropped")).isEqualTo(ITEMS - result.count("kept"));
    Row tallied =
        run.read(RunDataset.TALLIES, "scan")
            .selectExpr(
                "sum(rows_in)",
                "sum(staged)",
                "sum(dropped)",
                "sum(aggregate(counts, 0L, (a, b) -> a + b))")
            .first();
    assertThat(tallied.getLong(0)).isEqualTo(ITEMS);
    assertThat(tallied.getLong(1)).isBetween(result.count("kept"), ITEMS - 25L);
    assertThat(tallied.getLong(1) + tallied.getLong(2)).isEqualTo(ITEMS);
    assertThat(tallied.getLong(3)).isEqualTo(ITEMS);
    // Thirty in the band at most, the rest at (30 - 4 sqrt 30) / 240.
    List<Row> pool =
        run.read(RunDataset.ITEMS, "scan")
            .join(run.read(RunDataset.SCORES, "scan"), "id")
            .select("score", "pool_probability")
            .collectAsList();
    double lowestInBand = Double.POSITIVE_INFINITY;
    double highestBelow = Double.NEGATIVE_INFINITY;
    int band = 0;
    for (Row item : pool) {
      if (item.getDouble(1) == 1) {
        band++;
        lowestInBand = Math.min(lowestInBand, item.getDouble(0));
      } else {
        highestBelow = Math.max(highestBelow, item.getDouble(0));
        assertThat(item.getDouble(1)).isCloseTo((30 - 4 * Math.sqrt(30)) / 240, within(1e-12));
      }
    }
    assertThat(band).isBetween(20, 30);
    assertThat(highestBelow).isLessThan(lowestInBand);
  }

  @Test
  void warnsWhereCopiesOfOneTextFillThePoolsBand() {
    String[] lines = new String[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      lines[i] = "{\"id\":\"c%03d\",\"text\":\"This syrup cures arthritis.\"}".formatted(i);
    }
    TestFiles.lines(folder, "copies.jsonl", lines);
    TestRun run =
        new TestRun(
            spark,
            folder.resolve("copies"),
            Map.of(
                "corpus.uri", folder.resolve("copies.jsonl").toString(),
                "corpus.id", "id",
                "pool.max-items", "60"));

    StageResult result = run.scan();

    assertThat(result.count("kept")).isBetween(1L, 30L);
    assertThat(AdRun.text(run.folder().resolve("_state/round=001/scan/report.json")))
        .contains("more rows share the highest score than the pool's band may hold");
  }
}
