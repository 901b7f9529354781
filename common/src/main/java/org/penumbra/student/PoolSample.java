package org.penumbra.student;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.penumbra.Errors;
import org.penumbra.score.WeightedPercentiles;

/**
 * A bounded sample of the population, sorted by id whatever order it comes in. Percentiles and the
 * student's standardisation are taken on it.
 *
 * @param ids unique
 * @param vectors unit vectors, all of one length
 * @param ngrams weighed n-gram counts beside them; zero vectors where nobody reads them
 * @param weights items each one stands for: the inverse of its inclusion probability
 * @param features how the n-grams were counted and weighed, for a student that goes on to read
 *     texts; empty where it is given none
 */
@SuppressWarnings("ArrayRecordComponent")
public record PoolSample(
    List<String> ids,
    float[][] vectors,
    SparseVector[] ngrams,
    double[] weights,
    Optional<TextFeatures> features) {

  public PoolSample {
    int size = ids.size();
    if (vectors.length != size || ngrams.length != size || weights.length != size) {
      throw new IllegalArgumentException(
          "Ids, vectors, n-grams and weights differ in number: %d, %d, %d, %d"
              .formatted(size, vectors.length, ngrams.length, weights.length));
    }
    if (size == 0) {
      throw Errors.emptyPopulation();
    }
    List<String> givenIds = ids;
    float[][] givenVectors = vectors;
    SparseVector[] givenNgrams = ngrams;
    double[] givenWeights = weights;
    List<Integer> order =
        IntStream.range(0, size).boxed().sorted(Comparator.comparing(givenIds::get)).toList();
    ids = order.stream().map(givenIds::get).toList();
    vectors = order.stream().map(i -> givenVectors[i]).toArray(float[][]::new);
    ngrams = order.stream().map(i -> givenNgrams[i]).toArray(SparseVector[]::new);
    weights = order.stream().mapToDouble(i -> givenWeights[i]).toArray();
    for (int i = 0; i < size; i++) {
      if (vectors[i].length != vectors[0].length) {
        throw Errors.vectorLength(ids.get(i), vectors[0].length, vectors[i].length);
      }
    }
  }

  /** A sample whose n-grams were weighed by the caller, who does so with all others too. */
  public PoolSample(List<String> ids, float[][] vectors, SparseVector[] ngrams, double[] weights) {
    this(ids, vectors, ngrams, weights, Optional.empty());
  }

  /** A sample of which the vectors alone are read. */
  public PoolSample(List<String> ids, float[][] vectors, double[] weights) {
    this(ids, vectors, zeros(vectors.length), weights);
  }

  /** A text's n-grams, weighed as the sample's are; zero where those are. */
  public SparseVector ngramsOf(String text) {
    return features.map(how -> how.of(text)).orElse(SparseVector.ZERO);
  }

  /** The population's percentiles under a student. */
  public WeightedPercentiles percentiles(StudentScorer scorer) {
    return new WeightedPercentiles(scorer.scores(vectors, ngrams), weights);
  }

  static SparseVector[] zeros(int count) {
    SparseVector[] zeros = new SparseVector[count];
    Arrays.fill(zeros, SparseVector.ZERO);
    return zeros;
  }
}
