package org.penumbra.jobs.spark;

import java.io.Serializable;
import java.util.List;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.llm.EmbedSpec;
import org.penumbra.settings.EmbedderSettings;

/** Which encoder an executor is to use: small enough to travel with each task. */
public sealed interface EncoderSpec extends Serializable permits OnnxEncoderSpec, HttpEncoderSpec {

  /** The one that is set; beside given vectors, the one in process. */
  static EncoderSpec of(EmbedderSettings settings) {
    return settings.kind() == EmbedderSettings.Kind.HTTP
        ? new HttpEncoderSpec(EmbedSpec.of(settings))
        : OnnxEncoderSpec.of(settings);
  }

  /** The same where vectors are known to have so many numbers. */
  EncoderSpec ofLength(int numbers);

  /** Gets it ready. */
  TextEncoder open(NativeCache natives);

  /** What people should know of how it runs. */
  default List<String> notes() {
    return List.of();
  }

  /** All that decides a vector, as 32 hexadecimal digits. */
  String hash();
}
