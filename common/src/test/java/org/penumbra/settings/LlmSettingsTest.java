package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlmSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    LlmSettings defaults = new SettingsLoader().load(List.of()).llm();

    assertThat(defaults)
        .isEqualTo(
            new LlmSettings(
                null,
                null,
                null,
                null,
                LlmSettings.Mode.AUTO,
                5,
                4,
                64,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                5,
                Duration.ofSeconds(1),
                LlmSettings.Offline.NONE,
                new SpendingSettings(null, null, null, null, null, 0, 0, 0.1)));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "llm.base-url=https://models.example/v1",
            "llm.model=tiny",
            "llm.key-file=/secrets/key",
            "llm.tokenizer=tokenizer.json",
            "llm.mode=votes",
            "llm.samples=7",
            "llm.examples=0",
            "llm.max-in-flight=8",
            "llm.timeout=5s",
            "llm.outage=1m",
            "llm.attempts=2",
            "llm.save-interval=500ms",
            "llm.offline=export",
            "llm.requests-per-minute=600",
            "llm.tokens-per-minute=60000",
            "llm.max-requests=1000",
            "llm.max-tokens=100000",
            "llm.max-cost=2.5",
            "llm.prompt-price=0.5",
            "llm.completion-price=1.5",
            "llm.max-failure-share=0.2");

    assertThat(new SettingsLoader().load(sets).llm())
        .isEqualTo(
            new LlmSettings(
                "https://models.example/v1",
                "tiny",
                "/secrets/key",
                "tokenizer.json",
                LlmSettings.Mode.VOTES,
                7,
                0,
                8,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                2,
                Duration.ofMillis(500),
                LlmSettings.Offline.EXPORT,
                new SpendingSettings(600L, 60000L, 1000L, 100000L, 2.5, 0.5, 1.5, 0.2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8000",
        "ftp://models.example/v1",
        "http://name:secret@models.example/v1",
        "http://models.example/v1?key=secret",
        "http://models.example/v1#secret"
      })
  void anAddressHoldsNoSecret(String url) {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("llm.base-url=" + url)))
        .hasMessageContaining(
            "llm.base-url: expected an address such as http://localhost:8000/v1, without name,"
                + " password or query");
  }
}
