package org.penumbra.study;

import java.io.Serializable;
import java.util.List;
import org.penumbra.command.Command;

/**
 * What all plays of a study have in common.
 *
 * @param coldStart judgements before the first batch; 0: the first batch is chosen without a
 *     student, by its strategy, as a run's first round is
 * @param batches judgements of each batch after that
 * @param assumedPrevalence used where neither labels nor audit say
 * @param student how students are trained
 * @param boundary how pairs are found
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
public record PlayPlan(
    int coldStart,
    int[] batches,
    double assumedPrevalence,
    StudentPlan student,
    BoundarySearch.Params boundary)
    implements Serializable {

  /** Trains students at a table. */
  Learner learner(Table table, long seed) {
    if (student instanceof External outside) {
      return new CommandLearner(table, outside.command(), assumedPrevalence, seed);
    }
    return new EmbeddedLearner(table, (Embedded) student, assumedPrevalence, seed);
  }

  /** The same play with students that do not read the first score. */
  PlayPlan withoutScore() {
    return student instanceof Embedded embedded
        ? new PlayPlan(coldStart, batches, assumedPrevalence, embedded.withoutScore(), boundary)
        : this;
  }

  /** How students are trained. */
  public sealed interface StudentPlan extends Serializable {}

  /**
   * Outside this program, see {@link CommandLearner}.
   *
   * @param command the program
   */
  public record External(Command command) implements StudentPlan {}

  /**
   * On vectors and n-grams.
   *
   * @param hidden units of each hidden layer of the head
   * @param lambda of the head
   * @param tolerance of the head
   * @param maxIterations of the head
   * @param folds of cross-fitting
   * @param ngramWeight of the n-gram half's standardised score; 0 for none
   * @param ngramLambda of the n-gram half
   * @param scoreInput whether the head reads the first score too
   */
  public record Embedded(
      List<Integer> hidden,
      double lambda,
      double tolerance,
      int maxIterations,
      int folds,
      double ngramWeight,
      double ngramLambda,
      boolean scoreInput)
      implements StudentPlan {

    Embedded withoutScore() {
      return new Embedded(
          hidden, lambda, tolerance, maxIterations, folds, ngramWeight, ngramLambda, false);
    }
  }
}
