package org.penumbra.settings;

/**
 * How agreement is measured.
 *
 * @param replicates bootstrap replicates, at least 100
 * @param confidence confidence of intervals, in (0, 1)
 * @param givenHoldout Parquet of (id, text, label); null when there is none
 */
public record EvaluateSettings(int replicates, double confidence, String givenHoldout) {

  static EvaluateSettings read(SettingsReader reader) {
    return new EvaluateSettings(
        reader.atLeast(100, "evaluate.replicates"),
        reader.properShare("evaluate.confidence"),
        reader.optionalUri("evaluate.given-holdout"));
  }
}
