package org.penumbra.settings;

/**
 * The working pool.
 *
 * @param maxItems most items
 * @param sampleShare share that is a probability sample, in [0, 1]
 */
public record PoolSettings(int maxItems, double sampleShare) {

  static PoolSettings read(SettingsReader reader) {
    return new PoolSettings(reader.atLeast(1, "pool.max-items"), reader.share("pool.sample-share"));
  }
}
