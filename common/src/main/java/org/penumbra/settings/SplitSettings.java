package org.penumbra.settings;

/**
 * How labelled items are split.
 *
 * @param evalShare share for evaluation, in [0, 1]
 */
public record SplitSettings(double evalShare) {

  static SplitSettings read(SettingsReader reader) {
    return new SplitSettings(reader.share("split.eval-share"));
  }
}
