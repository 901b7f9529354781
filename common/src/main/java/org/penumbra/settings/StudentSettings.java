package org.penumbra.settings;

/**
 * How the student is trained.
 *
 * @param kind the student
 * @param l2 weight of the squared-norm penalty, at least 0
 * @param tolerance relative change of the loss at which training stops
 * @param maxIterations most iterations
 * @param folds folds of cross-fitting, at least 2
 * @param ngramWeight weight of the n-gram half beside the head, at least 0; 0 for a head alone
 * @param ngramL2 penalty of the n-gram half, above 0
 * @param fewShotInput whether the head reads the few-shot score as one more input
 */
public record StudentSettings(
    Kind kind,
    double l2,
    double tolerance,
    int maxIterations,
    int folds,
    double ngramWeight,
    double ngramL2,
    boolean fewShotInput) {

  /** A linear head on the embeddings, and one on character n-grams beside it. */
  public enum Kind {
    LINEAR
  }

  static StudentSettings read(SettingsReader reader) {
    return new StudentSettings(
        reader.choice("student.kind", Kind.class),
        reader.notNegative("student.l2"),
        reader.positive("student.tolerance"),
        reader.atLeast(1, "student.max-iterations"),
        reader.atLeast(2, "student.folds"),
        reader.notNegative("student.ngram-weight"),
        reader.positive("student.ngram-l2"),
        reader.flag("student.few-shot-input"));
  }
}
