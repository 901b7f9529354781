package org.penumbra.jobs.embed;

import java.util.List;
import org.penumbra.Errors;
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
    List<EncodedText> encoded = Encoders.of(EncoderSpec.of(embedder)).encode(examples);
    for (int i = 0; i < encoded.size(); i++) {
      if (encoded.get(i) == null) {
        throw Errors.noVector("the policy's example \"" + examples.get(i) + "\"");
      }
    }
    return encoded.stream().map(EncodedText::vector).toList();
  }
}
