package org.penumbra.study;

import java.io.Serializable;
import java.util.List;
import org.penumbra.student.SparseVector;

/**
 * A corpus whose every item has a label, with what the students read of it.
 *
 * @param name of the dataset
 * @param ids unique, ascending
 * @param texts as a student outside this program reads them
 * @param vectors unit vectors, all of one length
 * @param ngrams counts of each text's n-grams, unweighed
 * @param labels 0 or 1, the reference answer
 * @param votes answers by rater of each item, none where there are none
 * @param scores of a model such as LLM-0, the higher the likelier positive; empty where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
public record LabelledCorpus(
    String name,
    List<String> ids,
    List<String> texts,
    float[][] vectors,
    SparseVector[] ngrams,
    int[] labels,
    List<List<Vote>> votes,
    double[] scores)
    implements Serializable {

  public LabelledCorpus {
    int size = ids.size();
    if (texts.size() != size
        || vectors.length != size
        || ngrams.length != size
        || labels.length != size
        || votes.size() != size
        || (scores.length != size && scores.length != 0)) {
      throw new IllegalArgumentException(
          ("Ids, texts, vectors, n-grams, labels, votes and scores differ in number:"
                  + " %d, %d, %d, %d, %d, %d, %d")
              .formatted(
                  size,
                  texts.size(),
                  vectors.length,
                  ngrams.length,
                  labels.length,
                  votes.size(),
                  scores.length));
    }
    for (int i = 1; i < size; i++) {
      if (ids.get(i - 1).compareTo(ids.get(i)) >= 0) {
        throw new IllegalArgumentException(
            "Ids ascend, but %s follows %s".formatted(ids.get(i), ids.get(i - 1)));
      }
    }
  }

  /** A corpus that no model has scored. */
  public LabelledCorpus(
      String name,
      List<String> ids,
      List<String> texts,
      float[][] vectors,
      SparseVector[] ngrams,
      int[] labels,
      List<List<Vote>> votes) {
    this(name, ids, texts, vectors, ngrams, labels, votes, new double[0]);
  }

  /** How many items there are. */
  public int size() {
    return ids.size();
  }

  /**
   * One rater's answer.
   *
   * @param rater a pseudonym; one that starts with a question mark is only a position within its
   *     item and says nothing across items
   * @param answer 0 or 1
   */
  public record Vote(String rater, int answer) implements Serializable {

    /** Whether the rater is only a position within its item. */
    public boolean anonymous() {
      return rater.startsWith("?");
    }
  }
}
