package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

@ExtendWith(LocalSpark.class)
class EmbedJobTest {

  private static final int ITEMS = 30;

  @TempDir private Path folder;

  @Test
  void makesOnlyTheVectorsThatTheScanLeftOutAndMakesThemAlike(SparkSession spark) {
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(ITEMS));
    TestRun fewShot = run(spark, "few-shot");
    fewShot.scan();
    StageResult nothing = fewShot.embed();
    assertThat(nothing.note()).isEqualTo("0 vectors made, 30 there before");
    assertThat(nothing.count("made")).isZero();

    TestRun given =
        run(spark, "given")
            .with("scorer.kind", "given")
            .with("scorer.given", scores(spark).toString());
    given.scan();
    assertThat(given.read(RunDataset.EMBEDDINGS, "scan").count()).isZero();
    StageResult all = given.embed();

    assertThat(all.note()).isEqualTo("30 vectors made, 0 there before");
    assertThat(given.rows(RunDataset.EMBEDDINGS, "embed", "*"))
        .isEqualTo(fewShot.rows(RunDataset.EMBEDDINGS, "scan", "*"));
    assertThat(given.embed().status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(given.embed().note()).isEqualTo(all.note());
  }

  private TestRun run(SparkSession spark, String name) {
    return new TestRun(
        spark,
        folder.resolve(name),
        Map.of("corpus.uri", folder.resolve("ads.jsonl").toString(), "corpus.id", "id"));
  }

  private Path scores(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      rows.add(RowFactory.create("t%03d".formatted(i), (double) i));
    }
    Path uri = folder.resolve("scores");
    spark
        .createDataFrame(rows, StructType.fromDDL("id STRING, score DOUBLE"))
        .write()
        .parquet(uri.toString());
    return uri;
  }
}
