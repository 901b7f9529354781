package org.penumbra.settings;

/**
 * What gives the first scores.
 *
 * @param kind the scorer
 * @param given Parquet of (id, score); set when the kind is GIVEN
 * @param referenceSample texts that estimate the corpus mean
 * @param prevalence assumed share of positives, in (0, 1)
 */
public record ScorerSettings(Kind kind, String given, int referenceSample, double prevalence) {

  /** Similarity to the policy's examples, or scores of the user's own. */
  public enum Kind {
    FEW_SHOT,
    GIVEN
  }

  static ScorerSettings read(SettingsReader reader) {
    ScorerSettings scorer =
        new ScorerSettings(
            reader.choice("scorer.kind", Kind.class),
            reader.optionalUri("scorer.given"),
            reader.atLeast(1, "scorer.reference-sample"),
            reader.properShare("scorer.prevalence"));
    if (scorer.kind == Kind.GIVEN && scorer.given == null) {
      reader.conflict("given asks for scorer.given, the Parquet of (id, score)", "scorer.kind");
    }
    return scorer;
  }
}
