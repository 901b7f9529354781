package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar, by submit.sh, with a model that costs money: what a kill costs, and who sees the key.
 */
class LlmIT {

  private static final int TEXTS = 20_000;
  private static final String KEY = "sk-never-to-be-seen-4711";
  private static final int UI_PORT = 4567;

  @TempDir private Path folder;

  @Test
  void aKilledScanPaysNothingTwiceAndShowsItsKeyToNobody() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < TEXTS; i++) {
      lines.append(
          "{\"text\": \"Offer %d: syrup%s.\"}\n".formatted(i, " that cures".repeat(i % 3)));
    }
    Files.writeString(folder.resolve("texts.jsonl"), lines);
    Files.createDirectory(folder.resolve("events"));
    try (ChatServer server = new ChatServer()) {
      Submit submit =
          new Submit(
                  folder,
                  "local[2]",
                  Map.of(
                      "run.uri",
                      folder.resolve("run").toString(),
                      "corpus.uri",
                      folder.resolve("texts.jsonl").toString(),
                      "scorer.kind",
                      "llm",
                      "scorer.mode",
                      "full",
                      "llm.base-url",
                      server.url(),
                      "llm.model",
                      "m"))
              .with("OPENAI_API_KEY", KEY)
              .with("PENUMBRA_LOG", "debug")
              .with(
                  "SPARK_ARGS",
                  "--conf spark.eventLog.enabled=true --conf spark.eventLog.dir="
                      + folder.resolve("events")
                      + " --conf spark.ui.enabled=true --conf spark.ui.port="
                      + UI_PORT);
      Process first = submit.start("scan", "--round", "1");
      while (first.isAlive() && server.answered() < TEXTS / 2) {
        Thread.sleep(5);
      }
      String environment = environmentPage();
      String commandLine = commandLine(first);
      first.destroyForcibly().waitFor();
      String printed = submit.output();

      assertThat(submit.run("scan", "--round", "1")).as(submit.output()).isZero();

      assertThat(submit.output()).contains("20,000 rows: 20,000 items in the pool");
      assertThat(server.answered()).isBetween((long) TEXTS, (long) (1.05 * TEXTS));
      assertThat(server.keys()).containsExactly("Bearer " + KEY);
      assertThat(environment).contains("spark.eventLog.enabled");
      assertThat(List.of(environment, commandLine, printed, submit.output()))
          .noneMatch(seen -> seen.contains(KEY));
      assertThat(filesThatHold(folder)).isEmpty();
    }
  }

  private static String environmentPage() throws IOException {
    try (InputStream page =
        URI.create("http://127.0.0.1:" + UI_PORT + "/environment/").toURL().openStream()) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String commandLine(Process process) throws IOException {
    Path file = Path.of("/proc/" + process.pid() + "/cmdline");
    return Files.exists(file) ? Files.readString(file) : process.info().commandLine().orElse("");
  }

  private static List<Path> filesThatHold(Path folder) throws IOException {
    byte[] key = KEY.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, key)).toList();
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return content.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
