package org.penumbra.settings;

import java.time.Duration;

/**
 * Fine-tuning of a language model by the user's own means.
 *
 * @param command that tunes it, or null
 * @param timeout after which the command is killed
 * @param baseUrl where the tuned model is served, whatever the command said, or null
 * @param keyFile file of that server's key, or null
 * @param poolSample texts of the pool that the tuned model is asked about to place its cut, at
 *     least 100
 */
public record TrainSettings(
    String command, Duration timeout, String baseUrl, String keyFile, int poolSample) {

  private static final int LEAST_SAMPLE = 100;

  static TrainSettings read(SettingsReader reader) {
    return new TrainSettings(
        reader.optionalText("train.command"),
        reader.duration("train.timeout"),
        ServerAddress.read(reader, "train.base-url"),
        reader.optionalText("train.key-file"),
        reader.atLeast(LEAST_SAMPLE, "train.pool-sample"));
  }
}
