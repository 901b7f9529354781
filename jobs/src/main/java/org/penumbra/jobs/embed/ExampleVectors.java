package org.penumbra.jobs.embed;

import java.util.List;
import java.util.Objects;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.Settings;

/** Vectors of the policy's examples, encoded where it is called. */
public final class ExampleVectors {

  private ExampleVectors() {}

  /** Vectors of some examples; none where scores or vectors are given, as no scan encoded any. */
  public static List<float[]> of(Settings settings, List<String> examples) {
    EmbedderSettings embedder = settings.embedder();
    if (embedder.kind() == EmbedderSettings.Kind.GIVEN
        || settings.scorer().kind() == ScorerSettings.Kind.GIVEN) {
      return List.of();
    }
    return Encoders.of(EncoderSpec.of(embedder)).encode(examples).stream()
        .filter(Objects::nonNull)
        .map(EncodedText::vector)
        .toList();
  }
}
