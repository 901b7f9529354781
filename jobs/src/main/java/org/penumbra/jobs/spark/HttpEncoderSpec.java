package org.penumbra.jobs.spark;

import org.penumbra.embed.HttpEncoder;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.llm.Askers;
import org.penumbra.jobs.llm.EmbedSpec;

/**
 * A server that an executor asks for vectors.
 *
 * @param asked how
 */
record HttpEncoderSpec(EmbedSpec asked) implements EncoderSpec {

  /** Asks through the process's asker, of which there is a new one once another was stopped. */
  @Override
  public TextEncoder open(NativeCache natives) {
    return new HttpEncoder(() -> Askers.ofVectors(asked), asked.options().maxCharacters());
  }

  @Override
  public EncoderSpec ofLength(int numbers) {
    return new HttpEncoderSpec(asked.ofLength(numbers));
  }

  @Override
  public String hash() {
    return asked.requestHash();
  }
}
