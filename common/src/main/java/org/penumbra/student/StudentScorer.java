package org.penumbra.student;

import java.io.Serializable;

/**
 * What a student scores by: a head on the vector and, where it has one, an n-gram half. With both,
 * each one's scores were brought to mean 0 and deviation 1 in the population before they are added,
 * the n-grams' times their weight; that is folded into the two models.
 *
 * @param head reads unit vectors
 * @param ngrams reads weighed counts; null for a head alone
 */
public record StudentScorer(HeadModel head, NgramModel ngrams) implements Serializable {

  /** The score of an item; its counts matter only where there is an n-gram half. */
  public double score(float[] vector, SparseVector counts) {
    return head.score(vector) + ofCounts(counts);
  }

  /** The scores of many items. */
  public double[] scores(float[][] vectors, SparseVector[] counts) {
    double[] scores = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      scores[i] = score(vectors[i], counts[i]);
    }
    return scores;
  }

  /** What the n-gram half adds. */
  double ofCounts(SparseVector counts) {
    return ngrams == null ? 0 : ngrams.score(counts);
  }
}
