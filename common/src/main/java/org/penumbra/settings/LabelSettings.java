package org.penumbra.settings;

/**
 * How answers come in.
 *
 * @param uri directory or URI of the answers; null for the run's inbox
 * @param raters raters per doubled item
 * @param completeShare share of answers that completes a round, in [0, 1]
 */
public record LabelSettings(String uri, int raters, double completeShare) {

  static LabelSettings read(SettingsReader reader) {
    return new LabelSettings(
        reader.optionalUri("label.uri"),
        reader.atLeast(1, "label.raters"),
        reader.share("label.complete-share"));
  }
}
