package org.penumbra.settings;

/**
 * The model of words that reads a large corpus first.
 *
 * @param fromItems rows of the corpus from which there is one
 * @param candidates texts that its samples are drawn from
 * @param distilSample of them, those it is distilled from
 * @param bandSample of them, those its cut is set by
 * @param recall share of the positives that it is to keep, in (0, 1)
 * @param confidence with which it is to, in (0, 1)
 * @param maxKept share of the corpus that it may keep at most, in (0, 1]
 * @param maxLoss loss of positives from which it is distilled anew, in (0, 1)
 */
public record TriageSettings(
    int fromItems,
    int candidates,
    int distilSample,
    int bandSample,
    double recall,
    double confidence,
    double maxKept,
    double maxLoss) {

  static TriageSettings read(SettingsReader reader) {
    TriageSettings triage =
        new TriageSettings(
            reader.atLeast(1, "triage.from-items"),
            reader.atLeast(100, "triage.candidates"),
            reader.atLeast(20, "triage.distil-sample"),
            reader.atLeast(20, "triage.band-sample"),
            reader.properShare("triage.recall"),
            reader.properShare("triage.confidence"),
            reader.share("triage.max-kept"),
            reader.properShare("triage.max-loss"));
    if ((long) triage.distilSample + triage.bandSample > triage.candidates) {
      reader.conflict(
          "holds fewer texts than triage.distil-sample and triage.band-sample together",
          "triage.candidates");
    }
    return triage;
  }
}
