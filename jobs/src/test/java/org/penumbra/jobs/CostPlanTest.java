package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.llm.CostPlan;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;

/** What a model would cost, before it is asked. */
@ExtendWith(LocalSpark.class)
class CostPlanTest {

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void corpus(SparkSession session) {
    spark = session;
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(60));
  }

  @Test
  void tellsWhatAModelWouldCost() {
    assertThat(plan("llm.prompt-price=2", "llm.requests-per-minute=60"))
        .contains("rows               60 [60, 60]")
        .contains("1 of 1 shards read")
        .contains("requests           60 [60, 60]")
        .containsPattern("prompt tokens      \\d,\\d{3} \\[")
        .contains("answer tokens      960 [960, 960]")
        .containsPattern("cost               0\\.0\\d \\[")
        .contains("hours              0.0 at the rates that are set")
        .contains(
            "retries make it more. Tokens are a quarter of the characters (llm.tokenizer would tell).");
  }

  @Test
  void theCascadeAsksAboutThePoolAlone() {
    assertThat(plan("scorer.mode=cascade", "scorer.max-calls=20"))
        .contains("rows               60 [60, 60]")
        .contains("requests           20 [20, 20]")
        .contains(
            "retries make it more. From 10,000,000 rows on a cascade first asks about 6,000 more, and"
                + " where it has to be distilled anew it asks twice. Tokens are")
        .contains(
            "hours              not known: neither llm.requests-per-minute nor"
                + " llm.tokens-per-minute is set");
  }

  @Test
  void severalVoicesAreAddedUp() {
    assertThat(
            plan(
                "llm.prompt-price=2",
                "llm.voices=[\"free: prompt-price=0\", \"bare: examples=0\", \"rich: model=r\"]"))
        .contains("requests           180 [180, 180]")
        .contains("answer tokens      2,880 [2,880, 2,880]")
        .contains("cost of free       0.00 [0.00, 0.00]")
        .containsPattern("cost of rich       0\\.0\\d \\[")
        .containsPattern("\ncost               0\\.0\\d \\[");
  }

  @Test
  void aTokenizerThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> plan("llm.tokenizer=" + folder.resolve("none.json")))
        .hasMessageContaining("Cannot count tokens with llm.tokenizer = " + folder)
        .hasMessageContaining("Name a tokenizer.json, or set it to null.");
  }

  @Test
  void refusesWhereNoModelIsAsked() {
    assertThatThrownBy(() -> CostPlan.require(settings("scorer.kind=few-shot")))
        .hasMessage(
            "Cannot plan: no model is asked about files. Set scorer.kind to llm, and corpus.uri to"
                + " files that need no corpus.where.");
  }

  private String plan(String... sets) {
    Settings settings = settings(sets);
    CostPlan.require(settings);
    return new CostPlan(spark, settings, TestRun.POLICY).text();
  }

  private Settings settings(String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "scorer.kind=llm",
                "scorer.mode=full",
                "llm.base-url=http://localhost:1/v1",
                "llm.model=m",
                "corpus.uri=" + folder.resolve("ads.jsonl")));
    sets.addAll(List.of(more));
    return new SettingsLoader().load(sets);
  }
}
