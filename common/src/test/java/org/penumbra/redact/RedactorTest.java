package org.penumbra.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private static Redactor commanded(String command) {
    return new Redactor(List.of(), "-", command);
  }

  @Test
  void replacesWhatThePatternsMatch() {
    Redactor redactor = new Redactor(List.of("[0-9]{6,}", "(?i)ann"), "[$1]", null);

    assertThat(redactor.redact("Ann: 0123456789, 12")).isEqualTo("[$1]: [$1], 12");
  }

  @Test
  void isIdleWithoutAnythingToDo() {
    assertThat(new Redactor(List.of(), "-", null).isIdle()).isTrue();
    assertThat(new Redactor(List.of("x"), "-", null).isIdle()).isFalse();
    assertThat(commanded("cat").isIdle()).isFalse();
  }

  @Test
  void givesTheCommandEveryTextWholeAndTakesItBack() {
    assertThat(commanded("cat").redact(HOSTILE)).isEqualTo(HOSTILE);
    assertThat(commanded("sed s/b/X/").redact(HOSTILE)).contains("a\nX");
  }

  @Test
  void aCommandSeesTextsAfterThePatterns() {
    Redactor redactor = new Redactor(List.of("secret"), "S", "sed s/S/T/");

    assertThat(redactor.redact("a secret")).isEqualTo("a T");
  }

  @Test
  void keepsTheKeysOfTexts() {
    TreeMap<String, String> texts = new TreeMap<>(Map.of("a", "x1", "b", "y2"));

    assertThat(new Redactor(List.of("[0-9]"), "#", null).redact(texts))
        .containsExactly(Map.entry("a", "x#"), Map.entry("b", "y#"));
  }

  @Test
  void moreTextThanAPipeHoldsPassesThrough() {
    List<String> texts = IntStream.range(0, 3000).mapToObj(i -> i + "x".repeat(200)).toList();

    assertThat(commanded("cat").redact(texts)).isEqualTo(texts);
  }

  @Test
  void aCommandThatFailsLetsNothingOut() {
    assertThatThrownBy(() -> commanded("echo no >&2; exit 3").redact("a"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot redact texts with redact.command 'echo no >&2; exit 3': it ended with status 3"
                + " and said: no. No text was given out. The command must write one JSON string per"
                + " line for each that it reads.");
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
