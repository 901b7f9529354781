package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before it starts Spark. */
class PenumbraTest {

  @TempDir private Path folder;

  @RegisterExtension private final Console console = new Console();

  @Test
  void namesTheNearestKeyOfAnUnknownOne() {
    assertThat(Penumbra.run("round", "--round", "1", "--set", "selct.budget=20")).isEqualTo(2);
    assertThat(console.err())
        .startsWith("penumbra: Cannot use the settings: 1 problem found.")
        .contains("selct.budget")
        .contains("select.budget");
  }

  @Test
  void namesFileLineAndKeyOfAWrongValue() {
    Path file = TestFiles.lines(folder, "mine.conf", "seed = 3", "select.budget = many");

    assertThat(Penumbra.run("scan", "--round", "1", "--settings", file.toString())).isEqualTo(2);
    assertThat(console.err()).contains("mine.conf").contains("select.budget").contains("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "round",
        "scan",
        "embed",
        "cluster",
        "pair",
        "select",
        "ingest",
        "split",
        "train",
        "evaluate",
        "decide",
        "apply",
        "drift",
        "answer"
      })
  void startsNoRoundThatWasNotNamed(String command) {
    assertThat(Penumbra.run(command)).isEqualTo(2);
    assertThat(console.err()).startsWith("Missing required option").contains("--round");
  }

  @Test
  void wantsAPolicyBeforeItStartsSpark() {
    assertThat(Penumbra.run("scan", "--round", "1", "--set", "corpus.uri=ads.csv")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "penumbra: Cannot find the policy: policy.file is not set. Set it to a file such as"
                + " those in conf/policies."
                + System.lineSeparator());
  }

  @Test
  void refusesACommandItDoesNotKnow() {
    assertThat(Penumbra.run("scna")).isEqualTo(2);
    assertThat(console.err()).contains("scna").contains("scan");
  }

  @Test
  void printsEverySettingWithWhereItCameFrom() {
    Path file = TestFiles.lines(folder, "mine.conf", "select.budget = 30");

    assertThat(Penumbra.run("config", "--settings", file.toString(), "--set", "decide.margin=0.2"))
        .isZero();

    assertThat(console.out().lines())
        .anyMatch(line -> line.matches("select\\.budget +30 +.*mine\\.conf.*1.*"))
        .anyMatch(line -> line.matches("decide\\.margin +0\\.2 +.*--set.*"))
        .anyMatch(line -> line.matches("seed +17 +default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"round", "scan", "apply", "answer", "config", "demo", "forget", "status"})
  void helpsOnEveryCommand(String command) {
    assertThat(Penumbra.run(command, "--help")).isZero();
    assertThat(console.out()).contains("Usage: ./submit.sh " + command).contains("--set");
  }
}
