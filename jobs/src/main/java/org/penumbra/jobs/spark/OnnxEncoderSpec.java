package org.penumbra.jobs.spark;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.penumbra.StableHash;
import org.penumbra.embed.ConcatenatedEncoder;
import org.penumbra.embed.Device;
import org.penumbra.embed.EncoderModel;
import org.penumbra.embed.EncoderOptions;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.OnnxEncoder;
import org.penumbra.embed.Pooling;
import org.penumbra.embed.Precision;
import org.penumbra.embed.TextEncoder;
import org.penumbra.settings.EmbedderSettings;

/**
 * An encoder that an executor loads.
 *
 * @param model a built-in name or a directory that every node can read
 * @param secondModel one whose vectors are put beside the first's; null for none
 * @param pooling how token vectors become one
 * @param precision in which numbers it multiplies
 * @param device where it runs
 * @param maxTokens tokens of a window
 * @param maxWindows windows of a text
 * @param batchSize windows encoded at once
 */
record OnnxEncoderSpec(
    String model,
    String secondModel,
    Pooling pooling,
    Precision precision,
    Device device,
    int maxTokens,
    int maxWindows,
    int batchSize)
    implements EncoderSpec {

  static OnnxEncoderSpec of(EmbedderSettings settings) {
    return new OnnxEncoderSpec(
        settings.model(),
        settings.secondModel(),
        Pooling.valueOf(settings.pooling().name()),
        Precision.valueOf(settings.precision().name()),
        Device.valueOf(settings.device().name()),
        settings.maxTokens(),
        settings.maxWindows(),
        settings.batchSize());
  }

  /** Loads the model, or both. */
  @Override
  public TextEncoder open(NativeCache natives) {
    TextEncoder first = OnnxEncoder.open(resolve(model), options(), natives);
    return secondModel == null
        ? first
        : new ConcatenatedEncoder(
            first, OnnxEncoder.open(resolve(secondModel), options(), natives));
  }

  /** The model's own is the only one. */
  @Override
  public EncoderSpec ofLength(int numbers) {
    return this;
  }

  @Override
  public String hash() {
    String first = resolve(model).hash(options());
    return secondModel == null
        ? first
        : StableHash.id128(first + " beside " + resolve(secondModel).hash(options()));
  }

  @Override
  public List<String> notes() {
    return Stream.of(model, secondModel)
        .filter(Objects::nonNull)
        .map(this::resolve)
        .flatMap(
            one ->
                one
                    .unfused()
                    .map(reason -> one.name() + " runs as it ships, not fused: " + reason)
                    .stream())
        .toList();
  }

  private EncoderModel resolve(String one) {
    return EncoderModel.resolve(one, pooling, precision);
  }

  private EncoderOptions options() {
    return new EncoderOptions(maxTokens, maxWindows, batchSize, device);
  }
}
