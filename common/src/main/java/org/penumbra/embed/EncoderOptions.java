package org.penumbra.embed;

/**
 * How texts are cut and batched, and where the model runs.
 *
 * @param maxTokens tokens in a window, special tokens included; at least 4
 * @param maxWindows windows kept of one text; at least 1
 * @param batchSize windows in one run of the model; at least 1. It changes speed only
 * @param device where it runs; another one rounds otherwise
 */
public record EncoderOptions(int maxTokens, int maxWindows, int batchSize, Device device) {

  /** 256 tokens is what the default model was trained for; batches of 16 fit a core's cache. */
  public static final EncoderOptions STANDARD = new EncoderOptions(256, 8, 16);

  /** The same on the processor. */
  public EncoderOptions(int maxTokens, int maxWindows, int batchSize) {
    this(maxTokens, maxWindows, batchSize, Device.CPU);
  }

  public EncoderOptions {
    if (maxTokens < 4 || maxWindows < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Windows of at least 4 tokens, one window, batches of one: found %d, %d, %d"
              .formatted(maxTokens, maxWindows, batchSize));
    }
  }
}
