package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A model that is asked by file. */
@ExtendWith(LocalSpark.class)
class LlmOfflineTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXTS = 60;

  @TempDir private Path folder;

  @Test
  void requestsGoOutAndResultsComeBack(SparkSession spark) throws IOException {
    TestFiles.lines(folder, "ads.jsonl", Texts.jsonLines(TEXTS));
    TestRun run =
        new TestRun(
            spark,
            folder.resolve("run"),
            Map.of(
                "corpus.uri", folder.resolve("ads.jsonl").toString(),
                "scorer.kind", "llm",
                "scorer.mode", "full",
                "llm.base-url", "http://localhost:1/v1",
                "llm.model", "m"));
    TestRun imports = run.with("llm.offline", "import");
    assertThatThrownBy(
            () -> run.with("llm.offline", "export").with("llm.max-requests", "59").scan())
        .hasMessage(
            "Cannot write requests: 60 texts are to be asked about, and llm.max-requests = 59 leaves"
                + " 59. Raise the setting, or ask about a smaller pool.");
    assertThat(run.folder().resolve("exports/round=001/llm-requests")).doesNotExist();
    StageResult waiting = run.with("llm.offline", "export").scan();

    assertThat(waiting.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(waiting.note())
        .isEqualTo(
            "waiting for a model: 60 requests in 1 files in exports/round=001/llm-requests; put the"
                + " files of results into exports/round=001/llm-results, then: scan --offline"
                + " import");
    assertThatThrownBy(() -> imports.scan())
        .hasMessageContaining("Cannot import answers: there is no .jsonl file in ")
        .hasMessageContaining(
            "exports/round=001/llm-results. Put the files of results and errors there that the"
                + " server wrote.");

    List<String> results = results(run);
    // Half of them, in another order, one twice, and lines that are torn or of somebody else.
    List<String> half = new ArrayList<>(results.subList(0, 30));
    Collections.reverse(half);
    half.add(half.get(3));
    half.add("{\"custom_id\": \"" + "0".repeat(32) + "\", \"response\"");
    half.add("{\"custom_id\": \"of-somebody-else\", \"response\": {}}");
    write(run, "output.jsonl", half);
    assertThat(imports.scan().note()).startsWith("waiting for a model: 30 requests in 1 files");
    assertThat(imports.output())
        .contains("warning: 2 lines of results hold no answer to what is asked, 31 do");

    write(run, "errors.jsonl", results.subList(30, TEXTS));
    StageResult done = imports.scan();

    assertThat(done.status()).isEqualTo(StageResult.Status.DONE);
    // Each once, though half of them were read twice.
    assertThat(done.note()).contains("; 60 requests and 17,", " tokens so far");
    assertThat(done.counts()).containsEntry("kept", 59L).containsEntry("rejected", 1L);
    assertThat(run.rows(RunDataset.REJECTS, StageName.SCAN, "reason"))
        .containsExactly("content filter");
    assertThat(run.rows(RunDataset.SCORES, StageName.SCAN, "round(score, 6)").get(0))
        .isEqualTo("0.2");
  }

  /** What a server would answer; the last text is filtered. */
  private static List<String> results(TestRun run) throws IOException {
    List<String> results = new ArrayList<>();
    String name = null;
    for (String line : requests(run)) {
      JsonNode request = JSON.readTree(line);
      assertThat(request.path("method").asText()).isEqualTo("POST");
      assertThat(request.path("url").asText()).isEqualTo("/v1/chat/completions");
      assertThat(request.path("body").path("model").asText()).isEqualTo("m");
      assertThat(request.path("body").path("top_logprobs").asInt()).isEqualTo(20);
      name = request.path("custom_id").asText();
      results.add(result(name, 200, ChatServer.said("fine", 0.2).getBody().readUtf8()));
    }
    assertThat(results).hasSize(TEXTS).doesNotHaveDuplicates();
    results.set(TEXTS - 1, result(name, 400, "{\"error\": {\"code\": \"content_filter\"}}"));
    return results;
  }

  private static String result(String name, int status, String body) {
    return "{\"custom_id\": \"%s\", \"response\": {\"status_code\": %d, \"body\": %s}}"
        .formatted(name, status, body);
  }

  private static List<String> requests(TestRun run) throws IOException {
    Path requests = run.folder().resolve("exports/round=001/llm-requests");
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(requests)) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static void write(TestRun run, String name, List<String> lines) throws IOException {
    Path results = run.folder().resolve("exports/round=001/llm-results");
    Files.createDirectories(results);
    Files.write(results.resolve(name), lines);
  }
}
