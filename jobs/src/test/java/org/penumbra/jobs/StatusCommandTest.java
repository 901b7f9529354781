package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.spark.LocalSpark;

/** What the command says of runs as they really are. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class StatusCommandTest {

  @TempDir private Path folder;

  @RegisterExtension private final Console console = new Console();

  @Test
  void tellsWhereAFinishedRunStands(FinishedLoop.Rounds loop) throws Exception {
    JsonNode decided = new ObjectMapper().readTree(loop.outcome(2));

    assertThat(status(loop.run.folder())).isZero();

    assertThat(console.out())
        .startsWith("run         file:" + loop.run.folder() + "\nwriter      nobody\n")
        .contains(
            "verdict     round 2, "
                + decided.get("outcome").asText().replace('_', ' ')
                + ": "
                + decided.get("why").asText())
        .containsPattern("round 1     done        20..-..-.. ..:..Z  ")
        .containsPattern("  decide    done        20..-..-.. ..:..Z  ")
        .doesNotContain("model ")
        .contains(" --set policy.file=FILE --round ");
    assertThat(console.out().lines()).hasSizeLessThan(24);
  }

  @Test
  void tellsWhatARoundWaitsFor(FinishedLoop.Rounds loop) throws Exception {
    Path run = folder.resolve("waiting");
    String why = AdRun.copy(loop.run, run).round(3).note();

    assertThat(status(run)).isZero();
    assertThat(console.out())
        .containsPattern("  select    done        20..-..-.. ..:..Z  40 items to label")
        .containsPattern(
            "  ingest    waiting     20..-..-.. ..:..Z  waiting for labels: 120 of 120")
        .contains(why)
        .contains("  split     not begun\n")
        .contains(" --round 3   # once the labels are in the inbox\n");
    console.clear();

    assertThat(status(run, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(console.out());
    assertThat(json.get("state").asText()).isEqualTo("waiting");
    assertThat(json.at("/rounds/2/stages/5/note").asText()).isEqualTo(why);
    assertThat(json.at("/last_verdict/round").asInt()).isEqualTo(2);
    console.clear();

    assertThat(status(run, "--all")).isZero();
    assertThat(console.out().lines().filter(line -> line.startsWith("  scan  "))).hasSize(3);
  }

  @Test
  void saysThatThereIsNoRunYetAndMakesNone() {
    Path run = folder.resolve("none");

    assertThat(status(run)).isZero();

    assertThat(console.out())
        .isEqualTo(
            "run         file:%s (not begun: there is nothing yet)\n".formatted(run)
                + "writer      nobody\n"
                + "next        ./submit.sh round --set run.uri=%s --set policy.file=FILE --round 1\n"
                    .formatted(run));
    assertThat(run).doesNotExist();
  }

  @Test
  void findsTheRunByItsPolicyAndRepeatsTheOptionsForAShell() {
    Path settings =
        TestFiles.lines(folder, "it's mine.conf", "run.uri = \"" + folder.resolve("a run") + "\"");

    assertThat(
            Penumbra.run(
                "status", "--settings", settings.toString(), "--set", "policy.file=my policy.conf"))
        .isEqualTo(2);
    assertThat(console.err()).startsWith("penumbra: Cannot read the policy from my policy.conf");

    assertThat(Penumbra.run("status", "--settings", settings.toString())).isZero();
    assertThat(console.out())
        .contains("./submit.sh round --settings '%s/it'\\''s mine.conf' --set".formatted(folder));
  }

  @Test
  void asksForAPolicyWhereNoRunIsNamed() {
    assertThat(Penumbra.run("status")).isEqualTo(2);
    assertThat(console.err())
        .startsWith("penumbra: Cannot find the policy: policy.file is not set");
  }

  @Test
  void saysThatAStateCannotBeRead() throws Exception {
    Path scan = Files.createDirectories(folder.resolve("run/_state/round=001/scan"));
    Files.write(scan.resolve("key.json"), "{\"parts\": \u001b[31m".getBytes(UTF_8));

    assertThat(status(folder.resolve("run"))).isEqualTo(1);

    assertThat(console.err())
        .startsWith("penumbra: Cannot tell where the run in " + folder.resolve("run") + " stands: ")
        .endsWith(". Check run.uri, and that its _state can be read from here.\n")
        .doesNotContain("\u001b");
  }

  private static int status(Path run, String... options) {
    String[] words = new String[options.length + 3];
    words[0] = "status";
    words[1] = "--set";
    words[2] = "run.uri=" + run;
    System.arraycopy(options, 0, words, 3, options.length);
    return Penumbra.run(words);
  }
}
