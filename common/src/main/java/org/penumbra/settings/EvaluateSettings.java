package org.penumbra.settings;

import java.util.List;

/**
 * How agreement is measured.
 *
 * @param replicates bootstrap replicates, at least 100
 * @param confidence confidence of intervals, in (0, 1)
 * @param alternativeAnnotatorEpsilon how far a model may lag a rater who costs more, 0 to 1
 * @param wantedPrecisions precisions to find a threshold for, each in (0, 1]
 * @param wantedRecalls recalls to find a threshold for, each in (0, 1]
 * @param itemsPerDay items to be judged per day; null when not said
 * @param givenHoldout Parquet of (id, label, vector); null when there is none
 */
public record EvaluateSettings(
    int replicates,
    double confidence,
    double alternativeAnnotatorEpsilon,
    List<Double> wantedPrecisions,
    List<Double> wantedRecalls,
    Long itemsPerDay,
    String givenHoldout) {

  public EvaluateSettings {
    wantedPrecisions = List.copyOf(wantedPrecisions);
    wantedRecalls = List.copyOf(wantedRecalls);
  }

  static EvaluateSettings read(SettingsReader reader) {
    return new EvaluateSettings(
        reader.atLeast(100, "evaluate.replicates"),
        reader.properShare("evaluate.confidence"),
        reader.share("evaluate.alternative-annotator-epsilon"),
        reader.shares("evaluate.wanted-precisions"),
        reader.shares("evaluate.wanted-recalls"),
        reader.optionalCount("evaluate.items-per-day"),
        reader.optionalUri("evaluate.given-holdout"));
  }
}
