package org.penumbra.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;

class CommandTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path apart;

  @Test
  void readsTheFolderItIsGivenAndAnswersThere() {
    assertThat(answer("upper() { tr a-z A-Z <\"$1/asked\" >\"$1/answer\"; }; upper"))
        .containsExactly("ONE", "TWO");
  }

  @Test
  void leavesNoFolderBehind() throws IOException {
    Path noted = apart.resolve("noted");

    answer("note() { echo \"$1\" >'" + noted + "'; touch \"$1/answer\"; }; note");

    assertThat(Path.of(Files.readString(noted).strip())).doesNotExist();
  }

  @Test
  void saysWhatTheCommandSaidWhenItFails() {
    assertThatThrownBy(() -> answer("echo first; echo 'no such model' >&2; exit 7; true"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use what the command mine ('echo first; echo 'no such model' >&2; exit 7; true')"
                + " gives: it ended with status 7: no such model.");
  }

  @Test
  void showsTheEndOfALongLogWithoutControlCharacters() {
    assertThatThrownBy(() -> answer("seq 100000; printf 'out \\033[31mof memory'; exit 1; true"))
        .hasMessageEndingWith("it ended with status 1: out [31mof memory.");
  }

  @Test
  void itsLogIsKeptHoweverItEnds() {
    List<String> kept = new ArrayList<>();
    Command fine = new Command("mine", "echo said; touch \"$1/answer\"; true", LONG);
    Command failing = new Command("mine", "seq 300000; exit 1; true", LONG);

    fine.run(folder -> {}, "answer", log -> kept.add(new String(log, UTF_8)));
    assertThatThrownBy(
            () -> failing.run(folder -> {}, "answer", log -> kept.add(new String(log, UTF_8))))
        .hasMessageContaining("it ended with status 1: 300000");

    assertThat(kept.get(0)).isEqualTo("said\n");
    assertThat(kept.get(1)).hasSize(1 << 20).endsWith("299999\n300000\n");
  }

  @Test
  void aProgramThatEmptiesItsFolderHasSaidNothing() {
    List<String> kept = new ArrayList<>();
    Command emptying =
        new Command("mine", "empty() { rm -f \"$1/log\"; touch \"$1/answer\"; }; empty", LONG);
    Command failing = new Command("mine", "empty() { rm -f \"$1/log\"; exit 4; }; empty", LONG);

    assertThat(emptying.run(folder -> {}, "answer", log -> kept.add(new String(log, UTF_8))))
        .isEmpty();
    assertThat(kept).containsExactly("");
    assertThatThrownBy(() -> failing.run(folder -> {}, "answer", CommandTest::full))
        .hasMessageEndingWith("it ended with status 4.")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  private static void full(byte[] log) {
    throw new IllegalStateException("No space left");
  }

  @Test
  void missesAnAnswer() {
    assertThatThrownBy(() -> answer("true")).hasMessageContaining("it left no file 'answer'.");
  }

  @Test
  void isKilledWithAllItStartedWhenItTakesTooLong() throws IOException {
    Path pid = apart.resolve("pid");
    Command slow =
        new Command(
            "mine", "sleep 600 & echo $! >'" + pid + "'; wait; true", Duration.ofSeconds(2));

    assertThatThrownBy(() -> slow.run(folder -> {}, "answer"))
        .hasMessageContaining("it took more than 2.0 s.");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .matches(found -> found.isEmpty() || gone(found.get()));
  }

  private static boolean gone(ProcessHandle process) {
    process.onExit().join();
    return !process.isAlive();
  }

  private static List<String> answer(String line) {
    return new Command("mine", line, Duration.ofSeconds(30))
        .run(folder -> Files.writeString(folder.resolve("asked"), "one\ntwo\n"), "answer");
  }
}
