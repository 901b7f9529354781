package org.penumbra.jobs.student;

/**
 * Scores of a sample of the pool.
 *
 * @param scores of its items
 * @param weights items of the corpus that each one stands for
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record ScoredPool(double[] scores, double[] weights) {}
