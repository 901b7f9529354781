package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** Several models and prompts that are asked about the same texts. */
@ExtendWith(LocalSpark.class)
class LlmVoicesTest {

  private static final int TEXTS = 60;
  private static final String THREE =
      "[\"plain:\", \"strict: guidance=When in doubt it violates.\", \"contrary: model=contrary;"
          + " prompt-price=1000000\"]";

  @TempDir private Path folder;

  private SparkSession spark;
  private ChatServer server;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    server = new ChatServer();
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(TEXTS));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void oneScoreWeighsThemAllAndOneThatIsAlwaysWrongIsFoundOut() {
    TestRun run = run(Map.of("llm.voices", THREE));

    StageResult result = run.scan();

    assertThat(server.answered()).isEqualTo(3L * TEXTS);
    assertThat(server.systems())
        .anyMatch(said -> said.contains("\nWhen in doubt it violates.\n"))
        .anyMatch(said -> !said.contains("When in doubt"));
    List<Row> scores =
        run.read(RunDataset.SCORES, StageName.SCAN)
            .join(run.read(RunDataset.ITEMS, StageName.SCAN).select("id", "text"), "id")
            .collectAsList();
    assertThat(scores)
        .hasSize(TEXTS)
        .allSatisfy(
            row -> {
              double positive = ChatServer.positive(row.getAs("text"));
              assertThat(row.<Double>getAs("score") > 0.5).isEqualTo(positive > 0.5);
              assertThat(row.<Double>getAs("doubt")).isEqualTo(0.1, offset(1e-9));
              // Two agree, the third says the opposite.
              assertThat(row.<Double>getAs("disagreement"))
                  .isEqualTo(2 * Math.abs(2 * positive - 1) / 3, offset(1e-9));
            });
    assertThat(result.note())
        .contains("; voices: contrary finds 0.0", ", plain finds 0.9", "which cost ");
    assertThat(run.rows(RunDataset.VOICES, StageName.SCAN, "voice", "score is null", "reason"))
        .hasSize(3 * TEXTS)
        .containsOnly("plain|false|null", "strict|false|null", "contrary|false|null");
    // Sixty texts and five probes of 300 tokens each, at one a token.
    assertThat(result.note()).contains("which cost 19500.00");
  }

  @Test
  void whatOneVoiceDoesNotSayTheOthersDoAndNothingIsAskedAgain() {
    server.failWith(
        (text, before) ->
            (text.contains("offer 11.") && before == 0) || text.contains("offer 12.")
                ? Optional.of(ChatServer.said("Perhaps", 0.5))
                : Optional.empty());
    TestRun run = run(Map.of("llm.voices", THREE));

    StageResult result = run.scan();

    assertThat(result.counts()).containsEntry("kept", TEXTS - 1L).containsEntry("rejected", 1L);
    String perhaps = ": answer outside the labels";
    assertThat(run.rows(RunDataset.REJECTS, StageName.SCAN, "reason"))
        .containsExactly("contrary" + perhaps + "; plain" + perhaps + "; strict" + perhaps);
    assertThat(run.rows(RunDataset.VOICES, StageName.SCAN, "voice", "score is null", "reason"))
        .contains("plain|true|answer outside the labels");

    long before = server.answered();
    List<String> first = run.rows(RunDataset.SCORES, StageName.SCAN, "id", "score");
    run.with("pool.max-items", "1000").scanAgain();

    assertThat(server.answered()).isEqualTo(before);
    assertThat(run.rows(RunDataset.SCORES, StageName.SCAN, "id", "score")).isEqualTo(first);
  }

  @Test
  void oneMoreVoiceIsAskedAloneAndTwoAreCautionedAgainst() {
    TestRun two = run(Map.of("llm.voices", "[\"plain:\", \"contrary: model=contrary\"]"));
    two.scan();
    assertThat(two.output())
        .contains("warning: two voices alone can hardly be weighed against one another");
    long before = server.answered();

    TestRun three = two.with("llm.voices", THREE);
    three.scanAgain();

    assertThat(server.answered() - before).isEqualTo(TEXTS);
    assertThat(three.output()).doesNotContain("asked about anew").doesNotContain("hardly");
  }

  @Test
  void voicesThatAskOneModelTheSameAreRefused() {
    // The policy has two positive examples and one negative.
    TestRun run = run(Map.of("llm.voices", "[\"some: examples=2\", \"many: examples=10\"]"));

    assertThatThrownBy(run::scan)
        .hasMessage(
            "Cannot ask the voices some and many of llm.voices: both ask a model of one name the"
                + " same. Give them another model, guidance or number of examples that the policy"
                + " has.");
    assertThat(server.answered()).isZero();
  }

  @Test
  void eachVoiceHasFilesOfItsOwn() {
    TestRun run = run(Map.of("llm.voices", THREE, "llm.offline", "export"));

    StageResult waiting = run.scan();

    assertThat(waiting.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(waiting.note())
        .contains(
            "60 requests in 1 files in exports/round=001/llm-requests/plain;",
            "into exports/round=001/llm-results/strict,");
    assertThat(waiting.counts()).containsEntry("llm_requests_written", 3L * TEXTS);
    assertThat(server.answered()).isZero();
  }

  private TestRun run(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("corpus.uri", folder.resolve("ads.jsonl").toString());
    settings.put("corpus.id", "id");
    settings.put("scorer.kind", "llm");
    settings.put("scorer.mode", "full");
    settings.put("llm.base-url", server.url());
    settings.put("llm.model", "m");
    return new TestRun(spark, folder.resolve("run"), settings);
  }
}
