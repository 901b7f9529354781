package org.penumbra.settings;

/**
 * How labelled items are split.
 *
 * @param evalShare share for evaluation, in [0, 1]
 */
public record SplitSettings(double evalShare) {

  static SplitSettings read(SettingsReader reader) {
    SplitSettings split = new SplitSettings(reader.share("split.eval-share"));
    if (split.evalShare == 0 && reader.optionalProperShare("label.kappa-half-width") != null) {
      reader.conflict(
          "is 0, but label.kappa-half-width asks for a kappa of evaluation items",
          "split.eval-share",
          "label.kappa-half-width");
    }
    return split;
  }
}
