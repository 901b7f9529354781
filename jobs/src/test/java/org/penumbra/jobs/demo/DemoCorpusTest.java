package org.penumbra.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.settings.SettingsLoader;

@ExtendWith(LocalSpark.class)
class DemoCorpusTest {

  private static final EncoderSpec ENCODER =
      EncoderSpec.of(
          new SettingsLoader().load(List.of("embedder.model=all-minilm-l6-v2")).embedder());

  @TempDir private Path run;

  @Test
  void makesAgainWhatAnAttemptThatDiedLeftUnfinished(SparkSession spark) throws IOException {
    Files.createDirectories(run.resolve("demo/holdout.parquet/_temporary"));
    Files.writeString(run.resolve("demo/corpus.jsonl"), "torn");
    DemoCorpus corpus = new DemoCorpus(run.toString());

    corpus.make(spark, ENCODER, 60, 8, 1);

    assertThat(Files.readAllLines(run.resolve("demo/corpus.jsonl"))).hasSize(60);
    assertThat(spark.read().parquet(corpus.holdout()).count()).isEqualTo(8);
  }

  @Test
  void refusesToPassOneSizeOffAsAnother(SparkSession spark) throws IOException {
    DemoCorpus corpus = new DemoCorpus(run.toString());
    corpus.make(spark, ENCODER, 60, 8, 1);
    corpus.make(spark, ENCODER, 60, 8, 1);

    assertThatThrownBy(() -> corpus.make(spark, ENCODER, 70, 8, 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run the demo with 70 ads, 8 of holdout, seed 1: the corpus in %s/demo was made"
                + " with 60 ads, 8 of holdout, seed 1. Start a new run with --set run.uri=…, or ask"
                + " for what was made.",
            run);
  }
}
