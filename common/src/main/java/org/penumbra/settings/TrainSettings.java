package org.penumbra.settings;

import java.time.Duration;

/**
 * Fine-tuning of a language model by the user's own means.
 *
 * @param command that tunes it, or null
 * @param timeout after which the command is killed
 * @param poolSample texts of the pool that the tuned model is asked about to place its cut, at
 *     least 100
 */
public record TrainSettings(String command, Duration timeout, int poolSample) {

  private static final int LEAST_SAMPLE = 100;

  static TrainSettings read(SettingsReader reader) {
    return new TrainSettings(
        reader.optionalText("train.command"),
        reader.duration("train.timeout"),
        reader.atLeast(LEAST_SAMPLE, "train.pool-sample"));
  }
}
