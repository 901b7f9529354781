package org.penumbra.student;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.Errors;

/**
 * Labelled items for the student, sorted by id whatever order they come in.
 *
 * @param ids unique
 * @param groups advertiser, thread, author: items of one group never stand on both sides of a fold
 * @param vectors unit vectors, all of one length
 * @param ngrams weighed n-gram counts beside the vectors; zero vectors where nobody reads them
 * @param labels 0 or 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingSet(
    List<String> ids, List<String> groups, float[][] vectors, SparseVector[] ngrams, int[] labels) {

  public TrainingSet {
    int size = ids.size();
    if (groups.size() != size
        || vectors.length != size
        || ngrams.length != size
        || labels.length != size) {
      throw new IllegalArgumentException(
          "Ids, groups, vectors, n-grams and labels differ in number: %d, %d, %d, %d, %d"
              .formatted(size, groups.size(), vectors.length, ngrams.length, labels.length));
    }
    List<String> givenIds = ids;
    List<String> givenGroups = groups;
    float[][] givenVectors = vectors;
    SparseVector[] givenNgrams = ngrams;
    int[] givenLabels = labels;
    List<Integer> order =
        IntStream.range(0, size).boxed().sorted(Comparator.comparing(givenIds::get)).toList();
    ids = order.stream().map(givenIds::get).toList();
    groups = order.stream().map(givenGroups::get).toList();
    vectors = order.stream().map(i -> givenVectors[i]).toArray(float[][]::new);
    ngrams = order.stream().map(i -> givenNgrams[i]).toArray(SparseVector[]::new);
    labels = order.stream().mapToInt(i -> givenLabels[i]).toArray();
    for (int i = 0; i < size; i++) {
      if (i > 0 && ids.get(i).equals(ids.get(i - 1))) {
        throw new IllegalArgumentException("Item " + ids.get(i) + " is twice in a training set");
      }
      if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException("A label is 0 or 1, not " + labels[i]);
      }
      if (vectors[i].length != vectors[0].length) {
        throw Errors.vectorLength(ids.get(i), vectors[0].length, vectors[i].length);
      }
    }
  }

  /** Items of which the vectors alone are read. */
  public TrainingSet(List<String> ids, List<String> groups, float[][] vectors, int[] labels) {
    this(ids, groups, vectors, PoolSample.zeros(vectors.length), labels);
  }

  /** Items. */
  public int size() {
    return ids.size();
  }

  /** Items labelled 1. */
  public int positives() {
    return IntStream.of(labels).sum();
  }

  /** The items at some positions. */
  TrainingSet subset(List<Integer> positions) {
    List<String> keptIds = new ArrayList<>();
    List<String> keptGroups = new ArrayList<>();
    float[][] keptVectors = new float[positions.size()][];
    SparseVector[] keptNgrams = new SparseVector[positions.size()];
    int[] keptLabels = new int[positions.size()];
    for (int k = 0; k < positions.size(); k++) {
      int i = positions.get(k);
      keptIds.add(ids.get(i));
      keptGroups.add(groups.get(i));
      keptVectors[k] = vectors[i];
      keptNgrams[k] = ngrams[i];
      keptLabels[k] = labels[i];
    }
    return new TrainingSet(keptIds, keptGroups, keptVectors, keptNgrams, keptLabels);
  }
}
