package org.penumbra.settings;

/**
 * How the student is trained.
 *
 * @param kind the student
 * @param l2 weight of the squared-norm penalty, at least 0
 * @param tolerance relative change of the loss at which training stops
 * @param maxIterations most iterations
 * @param folds folds of cross-fitting, at least 2
 */
public record StudentSettings(
    Kind kind, double l2, double tolerance, int maxIterations, int folds) {

  /** A linear head on the embeddings. */
  public enum Kind {
    LINEAR
  }

  static StudentSettings read(SettingsReader reader) {
    return new StudentSettings(
        reader.choice("student.kind", Kind.class),
        reader.notNegative("student.l2"),
        reader.positive("student.tolerance"),
        reader.atLeast(1, "student.max-iterations"),
        reader.atLeast(2, "student.folds"));
  }
}
