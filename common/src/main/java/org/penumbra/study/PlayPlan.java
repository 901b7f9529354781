package org.penumbra.study;

import java.io.Serializable;

/**
 * What all plays of a study have in common.
 *
 * @param coldStart judgements before there is a student
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

  /**
   * How students are trained.
   *
   * @param lambda of the head
   * @param tolerance of the head
   * @param maxIterations of the head
   * @param folds of cross-fitting
   * @param ngramWeight of the n-gram half's standardised score; 0 for none
   * @param ngramLambda of the n-gram half
   * @param fewShotInput whether the head reads the few-shot score too
   */
  public record StudentPlan(
      double lambda,
      double tolerance,
      int maxIterations,
      int folds,
      double ngramWeight,
      double ngramLambda,
      boolean fewShotInput)
      implements Serializable {}
}
