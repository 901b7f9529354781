package org.penumbra.student;

import java.util.List;

/** Trains the student's head, which reads vectors. */
public sealed interface HeadTrainer permits LinearHeadTrainer, LayeredHeadTrainer {

  /** Weight of the penalty on the summed loss of standardised vectors. */
  double lambda();

  /** On the gradient's norm, relative to that at the start, at which training ends. */
  double tolerance();

  /**
   * Trains on labelled items.
   *
   * @throws org.penumbra.UserException if they do not hold both labels
   */
  TrainedHead train(TrainingSet items, Standardiser standardiser);

  /**
   * A trainer of a linear head, or of one with hidden layers.
   *
   * @param hidden units of each hidden layer; empty for none
   * @param seed of the hidden layers' first weights
   */
  static HeadTrainer of(
      List<Integer> hidden, double lambda, double tolerance, int maxIterations, long seed) {
    return hidden.isEmpty()
        ? new LinearHeadTrainer(lambda, tolerance, maxIterations)
        : new LayeredHeadTrainer(hidden, lambda, tolerance, maxIterations, seed);
  }
}
