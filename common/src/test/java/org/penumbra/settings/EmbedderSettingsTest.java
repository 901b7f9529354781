package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
                256,
                4,
                16));
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
            "embedder.max-tokens=512",
            "embedder.max-windows=1",
            "embedder.batch-size=32");

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
                512,
                1,
                32));
  }
}
