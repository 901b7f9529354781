package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbedderSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    EmbedderSettings defaults = new SettingsLoader().load(List.of()).embedder();

    assertThat(defaults)
        .isEqualTo(
            new EmbedderSettings(
                EmbedderSettings.Kind.ONNX,
                "bge-small-en-v1.5",
                null,
                null,
                EmbedderSettings.Pooling.AUTO,
                EmbedderSettings.Precision.FP32,
                EmbedderSettings.Device.CPU,
                256,
                4,
                16,
                EmbedderSettings.Storage.FLOAT,
                new EmbeddingServerSettings(
                    null,
                    null,
                    true,
                    8000,
                    null,
                    64,
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    5,
                    Duration.ofSeconds(1),
                    new SpendingSettings(null, null, null, null, null, 0, 0, 0.1))));
  }

  @Test
  void aServerNeedsAnAddressAndNoModelBesideIt() {
    assertThat(
            new SettingsLoader()
                .load(
                    List.of(
                        "embedder.kind=http",
                        "embedder.model=nomic-embed-text",
                        "embedder.http.base-url=http://localhost:11434/v1"))
                .embedder()
                .kind())
        .isEqualTo(EmbedderSettings.Kind.HTTP);
    assertThatThrownBy(
            () ->
                new SettingsLoader()
                    .load(
                        List.of(
                            "embedder.kind=http",
                            "embedder.second-model=all-minilm-l6-v2",
                            "embedder.http.base-url=http://localhost:11434/v1")))
        .hasMessageContaining(
            "embedder.second-model: only an encoder run in process has another beside it; set"
                + " embedder.kind to onnx, or embedder.second-model to null");
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "embedder.kind=given",
            "embedder.model=models/e5",
            "embedder.second-model=all-minilm-l6-v2",
            "embedder.given=vectors.parquet",
            "embedder.pooling=cls",
            "embedder.precision=int8",
            "embedder.device=cuda",
            "embedder.max-tokens=512",
            "embedder.max-windows=1",
            "embedder.batch-size=32",
            "embedder.storage=tinyint",
            "embedder.http.base-url=https://models.example/v1",
            "embedder.http.key-file=/secrets/key",
            "embedder.http.max-characters=2000",
            "embedder.http.dimensions=256",
            "embedder.http.max-in-flight=8",
            "embedder.http.timeout=5s",
            "embedder.http.outage=1m",
            "embedder.http.attempts=2",
            "embedder.http.save-interval=500ms",
            "embedder.http.requests-per-minute=600",
            "embedder.http.tokens-per-minute=60000",
            "embedder.http.max-requests=1000",
            "embedder.http.max-tokens=100000",
            "embedder.http.max-cost=2.5",
            "embedder.http.price=0.5",
            "embedder.http.max-failure-share=0.2");

    EmbedderSettings changed = new SettingsLoader().load(sets).embedder();

    assertThat(changed.name()).isEqualTo("models/e5 + all-minilm-l6-v2");
    assertThat(changed)
        .isEqualTo(
            new EmbedderSettings(
                EmbedderSettings.Kind.GIVEN,
                "models/e5",
                "all-minilm-l6-v2",
                "vectors.parquet",
                EmbedderSettings.Pooling.CLS,
                EmbedderSettings.Precision.INT8,
                EmbedderSettings.Device.CUDA,
                512,
                1,
                32,
                EmbedderSettings.Storage.TINYINT,
                new EmbeddingServerSettings(
                    "https://models.example/v1",
                    "/secrets/key",
                    true,
                    2000,
                    256,
                    8,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    2,
                    Duration.ofMillis(500),
                    new SpendingSettings(600L, 60000L, 1000L, 100000L, 2.5, 0.5, 0, 0.2))));
  }

  @Test
  void theKeyOfTheEnvironmentIsForTheChatModelsServer() {
    List<String> chat = List.of("llm.base-url=https://models.example/v1", "llm.model=m");

    assertThat(environmentKey(chat, "https://models.example/v1")).isTrue();
    assertThat(environmentKey(chat, "http://gpu:8080/v1")).isFalse();
    assertThat(environmentKey(List.of(), "http://gpu:8080/v1")).isTrue();
  }

  private static boolean environmentKey(List<String> chat, String url) {
    List<String> sets = new ArrayList<>(chat);
    sets.add("embedder.http.base-url=" + url);
    return new SettingsLoader().load(sets).embedder().http().environmentKey();
  }
}
