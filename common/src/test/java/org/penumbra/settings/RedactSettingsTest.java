package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class RedactSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    assertThat(new SettingsLoader().load(List.of()).redact())
        .isEqualTo(new RedactSettings(List.of(), "[redacted]", null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "redact.patterns=[\"[0-9]{9,}\", secret]",
            "redact.replacement=***",
            "redact.command=python3 redact.py");

    assertThat(new SettingsLoader().load(sets).redact())
        .isEqualTo(new RedactSettings(List.of("[0-9]{9,}", "secret"), "***", "python3 redact.py"));
  }

  @Test
  void refusesABrokenPattern() {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("redact.patterns=[\"(a\"]")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("redact.patterns: '(a' is no regular expression: Unclosed group");
  }
}
