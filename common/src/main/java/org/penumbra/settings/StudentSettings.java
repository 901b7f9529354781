package org.penumbra.settings;

import java.time.Duration;
import java.util.List;

/**
 * How the student is trained.
 *
 * @param kind the student
 * @param command of an external student; null for none
 * @param commandTimeout after which it is killed
 * @param hidden units of each hidden layer of the head; empty for a linear one
 * @param l2 weight of the squared-norm penalty, above 0
 * @param tolerance relative change of the loss at which training stops
 * @param maxIterations most iterations
 * @param folds folds of cross-fitting, at least 2
 * @param ngramWeight weight of the n-gram half beside the head, at least 0; 0 for a head alone
 * @param ngramL2 penalty of the n-gram half, above 0
 * @param scoreInput whether the head reads the first score as one more input
 */
public record StudentSettings(
    Kind kind,
    String command,
    Duration commandTimeout,
    List<Integer> hidden,
    double l2,
    double tolerance,
    int maxIterations,
    int folds,
    double ngramWeight,
    double ngramL2,
    boolean scoreInput) {

  /** What the student is. */
  public enum Kind {
    /** A head on the embeddings, linear by default, and one on character n-grams beside it. */
    LINEAR,
    /** A command that trains and scores; in studies alone. */
    EXTERNAL
  }

  static StudentSettings read(SettingsReader reader) {
    return new StudentSettings(
        reader.choice("student.kind", Kind.class),
        reader.optionalText("student.command"),
        reader.duration("student.command-timeout"),
        reader.counts("student.hidden"),
        reader.positive("student.l2"),
        reader.positive("student.tolerance"),
        reader.atLeast(1, "student.max-iterations"),
        reader.atLeast(2, "student.folds"),
        reader.notNegative("student.ngram-weight"),
        reader.positive("student.ngram-l2"),
        reader.flag("student.score-input"));
  }
}
