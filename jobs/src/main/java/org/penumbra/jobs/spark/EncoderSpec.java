package org.penumbra.jobs.spark;

import java.io.Serializable;
import org.penumbra.embed.EncoderModel;
import org.penumbra.embed.EncoderOptions;
import org.penumbra.embed.Pooling;
import org.penumbra.settings.EmbedderSettings;

/**
 * Which encoder an executor is to load: small enough to travel with each task.
 *
 * @param model a built-in name or a directory that every node can read
 * @param pooling how token vectors become one
 * @param maxTokens tokens of a window
 * @param maxWindows windows of a text
 * @param batchSize windows encoded at once
 */
public record EncoderSpec(
    String model, Pooling pooling, int maxTokens, int maxWindows, int batchSize)
    implements Serializable {

  public static EncoderSpec of(EmbedderSettings settings) {
    return new EncoderSpec(
        settings.model(),
        Pooling.valueOf(settings.pooling().name()),
        settings.maxTokens(),
        settings.maxWindows(),
        settings.batchSize());
  }

  /** The model's files, found but not loaded. */
  public EncoderModel resolve() {
    return EncoderModel.resolve(model, pooling);
  }

  EncoderOptions options() {
    return new EncoderOptions(maxTokens, maxWindows, batchSize);
  }
}
