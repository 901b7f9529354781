package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
                true,
                null,
                LlmSettings.Mode.AUTO,
                5,
                4,
                null,
                List.of(),
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
            "llm.guidance=Judge by the letter.",
            "llm.voices=[\"plain: examples=2\", \"strict: base-url=http://other:8000/v1; model=big;"
                + " key-file=/secrets/other; guidance=When in doubt, it violates.; prompt-price=2;"
                + " completion-price=4.5\"]",
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
                true,
                "tokenizer.json",
                LlmSettings.Mode.VOTES,
                7,
                0,
                "Judge by the letter.",
                List.of(
                    new LlmVoice("plain", null, null, null, null, 2, null, null),
                    new LlmVoice(
                        "strict",
                        "http://other:8000/v1",
                        "big",
                        "/secrets/other",
                        "When in doubt, it violates.",
                        null,
                        2.0,
                        4.5)),
                8,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                2,
                Duration.ofMillis(500),
                LlmSettings.Offline.EXPORT,
                new SpendingSettings(600L, 60000L, 1000L, 100000L, 2.5, 0.5, 1.5, 0.2)));
  }

  @Test
  void aVoiceTakesWhatItLeavesOutFromTheCommonSettings() {
    LlmSettings all =
        new SettingsLoader()
            .load(
                List.of(
                    "llm.base-url=https://models.example/v1",
                    "llm.model=tiny",
                    "llm.guidance=Judge by the letter.",
                    "llm.prompt-price=0.5",
                    "llm.max-requests=9",
                    "llm.voices=[\"a:\", \"b: model=big; examples=0; guidance=Be kind.; prompt-price=3\"]"))
            .llm();

    LlmSettings first = all.of(all.voices().get(0));
    assertThat(first.model()).isEqualTo("tiny");
    assertThat(first.guidance()).isEqualTo("Judge by the letter.");
    assertThat(first.voices()).isEmpty();
    assertThat(first.spending()).isEqualTo(all.spending());
    LlmSettings second = all.of(all.voices().get(1));
    assertThat(second.baseUrl()).isEqualTo("https://models.example/v1");
    assertThat(second.model()).isEqualTo("big");
    assertThat(second.examples()).isZero();
    assertThat(second.guidance()).isEqualTo("Be kind.");
    assertThat(second.spending().promptPrice()).isEqualTo(3);
    assertThat(second.spending().maxRequests()).isEqualTo(9);
  }

  @Test
  void aKeyGoesToTheServerItIsForAlone() {
    LlmSettings all =
        new SettingsLoader()
            .load(
                List.of(
                    "llm.base-url=https://models.example/v1",
                    "llm.model=m",
                    "llm.key-file=/secrets/key",
                    "llm.voices=[\"a: base-url=https://Models.example/other\","
                        + " \"b: base-url=https://models.example.evil/v1\","
                        + " \"c: base-url=http://elsewhere:8000/v1; key-file=/secrets/c\"]"))
            .llm();

    assertThat(all.voices().stream().map(all::of))
        .extracting(LlmSettings::keyFile, LlmSettings::environmentKey)
        .containsExactly(
            tuple("/secrets/key", true), tuple(null, false), tuple("/secrets/c", false));
    LlmSettings tuned = all.tuned("t", "http://gpu:8000/v1", null);
    assertThat(tuned.keyFile()).isNull();
    assertThat(tuned.environmentKey()).isFalse();
    assertThat(all.tuned("t", "http://gpu:8000/v1", "/secrets/t").keyFile())
        .isEqualTo("/secrets/t");
    assertThat(all.tuned("t", "https://models.example/v1", null).keyFile())
        .isEqualTo("/secrets/key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no name",
        "a: unknown=1",
        "a: examples=-1",
        "a: examples=many",
        "a: model",
        "a: model=x; model=y",
        "a: base-url=http://name:secret@other/v1",
        "a: prompt-price=-1"
      })
  void aVoiceThatCannotBeReadIsRefused(String voice) {
    assertThatThrownBy(() -> new SettingsLoader().load(List.of("llm.voices=[\"" + voice + "\"]")))
        .hasMessageContaining("expected a list such as [\"strict: guidance=When in doubt, it");
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
