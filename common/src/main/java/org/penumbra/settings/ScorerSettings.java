package org.penumbra.settings;

import java.util.List;

/**
 * What gives the first scores.
 *
 * @param kind the scorer
 * @param mode what a model is asked about; only for LLM
 * @param maxCalls texts that the model is asked about in a cascade at most
 * @param given Parquet of (id, score); set when the kind is GIVEN
 * @param referenceSample texts that estimate the corpus mean
 * @param prevalence assumed share of positives, in (0, 1)
 */
public record ScorerSettings(
    Kind kind, Mode mode, int maxCalls, String given, int referenceSample, double prevalence) {

  /** Similarity to the policy's examples, a large language model, or scores of the user's own. */
  public enum Kind {
    FEW_SHOT,
    LLM,
    GIVEN
  }

  /** What a large language model is asked about. */
  public enum Mode {
    /** Every text of the corpus. */
    FULL,
    /** What cheaper scorers choose, see {@link #maxCalls}. */
    CASCADE
  }

  /** Whether the few-shot scorer chooses, which takes the encoder. */
  public boolean fewShot() {
    return kind == Kind.FEW_SHOT || (kind == Kind.LLM && mode == Mode.CASCADE);
  }

  /** Whether the first scores are those of a model that may know more than the examples tell. */
  public boolean modelScores() {
    return kind != Kind.FEW_SHOT;
  }

  static ScorerSettings read(SettingsReader reader) {
    ScorerSettings scorer =
        new ScorerSettings(
            reader.choice("scorer.kind", Kind.class),
            reader.choice("scorer.mode", Mode.class),
            reader.atLeast(1, "scorer.max-calls"),
            reader.optionalUri("scorer.given"),
            reader.atLeast(1, "scorer.reference-sample"),
            reader.properShare("scorer.prevalence"));
    if (scorer.kind == Kind.GIVEN && scorer.given == null) {
      reader.conflict("given asks for scorer.given, the Parquet of (id, score)", "scorer.kind");
    }
    if (scorer.kind == Kind.LLM && !modelNamed(reader)) {
      reader.conflict(
          "llm asks for llm.base-url, such as http://localhost:8000/v1, and llm.model",
          "scorer.kind");
    }
    return scorer;
  }

  /** By the settings of all models, or by each of the voices. */
  private static boolean modelNamed(SettingsReader reader) {
    boolean url = reader.optionalText("llm.base-url") != null;
    boolean model = reader.optionalText("llm.model") != null;
    List<LlmVoice> voices = reader.voices("llm.voices");
    return voices.isEmpty()
        ? url && model
        : voices.stream()
            .allMatch(
                voice -> (url || voice.baseUrl() != null) && (model || voice.model() != null));
  }
}
