package org.penumbra.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class RedactorTest {

  private static final List<String> HOSTILE =
      List.of(
          "", "a\nb", "\"quoted\" \\", "\u2028 \u0000 \u202e", "ünïcode 😀", "$(rm -rf x); `id`");

  private final List<String> warnings = new ArrayList<>();

  private Redactor commanded(String command) {
    return new Redactor(List.of(), "-", command, warnings::add);
  }

  private Redactor matching(String replacement, String... patterns) {
    return new Redactor(List.of(patterns), replacement, null, warnings::add);
  }

  @Test
  void replacesWhatThePatternsMatch() {
    Redactor redactor = matching("[$1]", "[0-9]{6,}", "(?i)ann");

    assertThat(redactor.redact("Ann: 0123456789, 12")).isEqualTo("[$1]: [$1], 12");
  }

  @Test
  void isIdleWithoutAnythingToDo() {
    assertThat(matching("-").isIdle()).isTrue();
    assertThat(matching("-", "x").isIdle()).isFalse();
    assertThat(commanded("cat").isIdle()).isFalse();
  }

  @Test
  void givesTheCommandEveryTextWholeAndTakesItBack() {
    assertThat(commanded("cat").redact(HOSTILE)).isEqualTo(HOSTILE);
    assertThat(commanded("sed s/b/X/").redact(HOSTILE)).contains("a\nX");
  }

  @Test
  void aCommandSeesTextsAfterThePatterns() {
    Redactor redactor = new Redactor(List.of("secret"), "S", "sed s/S/T/", warnings::add);

    assertThat(redactor.redact("a secret")).isEqualTo("a T");
  }

  @Test
  void aPatternThatATextIsTooLongForHidesTheWholeTextAndIsNamed() {
    Redactor redactor = matching("[$1]", "[0-9]+", "(\\w|-)+@\\w+");

    assertThat(redactor.redact(List.of("a 1", "a".repeat(20_000), "b@c")))
        .containsExactly("a [$1]", "[$1]", "[$1]");
    assertThat(warnings)
        .containsExactly(
            "redact.patterns: '(\\w|-)+@\\w+' got through 1 texts neither in time nor in memory,"
                + " so all of each is replaced. Write it without a repetition inside a"
                + " repetition.");
  }

  @Test
  void aPatternThatTakesTooLongIsStopped() {
    Redactor redactor = matching("-", "(?:\\w+[.-]?)+@x\\.org");

    assertThat(redactor.redact(List.of("a".repeat(40_000), "me@x.org"))).containsExactly("-", "-");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void keepsTheKeysOfTexts() {
    TreeMap<String, String> texts = new TreeMap<>(Map.of("a", "x1", "b", "y2"));

    assertThat(matching("#", "[0-9]").redact(texts))
        .containsExactly(Map.entry("a", "x#"), Map.entry("b", "y#"));
  }

  @Test
  void moreTextThanAPipeHoldsPassesThrough() {
    List<String> texts = IntStream.range(0, 3000).mapToObj(i -> i + "x".repeat(200)).toList();

    assertThat(commanded("cat").redact(texts)).isEqualTo(texts);
  }

  @Test
  void aCommandThatFailsLetsNothingOut() {
    assertThatThrownBy(() -> commanded("cat >&2; exit 3").redact("a text of the corpus"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot redact texts with redact.command 'cat >&2; exit 3': it ended with status 3 (run"
                + " it by hand to see what it says; here that could hold a text). No text was given"
                + " out. The command must write one JSON string per line for each that it reads.");
  }

  @Test
  void aCommandThatFallsSilentIsStopped() {
    RedactCommand command = new RedactCommand("echo '\"a\"'; sleep 60", Duration.ofMillis(300));

    assertThatThrownBy(() -> command.filter(List.of("a", "b")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": it wrote no line for 0.3 s. No text was given out.");
  }

  @Test
  void aCommandThatReadsNothingIsStopped() {
    RedactCommand command = new RedactCommand("sleep 60", Duration.ofMillis(300));

    assertThatThrownBy(() -> command.filter(List.of("a".repeat(1 << 20))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": it wrote no line for 0.3 s. No text was given out.");
  }

  @Test
  void aCommandThatLosesATextLetsNothingOut() {
    assertThatThrownBy(() -> commanded("head -n 1").redact(List.of("a", "b")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it was given 2 texts and wrote 1");
    assertThatThrownBy(() -> commanded("echo plain").redact("a"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("line 1 is no JSON string");
  }
}
