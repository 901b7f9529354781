package org.penumbra.student;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.Errors;
import org.penumbra.score.WeightedPercentiles;

/**
 * A bounded sample of the population, sorted by id whatever order it comes in. Percentiles and the
 * student's standardisation are taken on it.
 *
 * @param ids unique
 * @param vectors unit vectors, all of one length
 * @param weights items each one stands for: the inverse of its inclusion probability
 */
@SuppressWarnings("ArrayRecordComponent")
public record PoolSample(List<String> ids, float[][] vectors, double[] weights) {

  public PoolSample {
    int size = ids.size();
    if (vectors.length != size || weights.length != size) {
      throw new IllegalArgumentException(
          "Ids, vectors and weights differ in number: %d, %d, %d"
              .formatted(size, vectors.length, weights.length));
    }
    if (size == 0) {
      throw Errors.emptyPopulation();
    }
    List<String> givenIds = ids;
    float[][] givenVectors = vectors;
    double[] givenWeights = weights;
    List<Integer> order =
        IntStream.range(0, size).boxed().sorted(Comparator.comparing(givenIds::get)).toList();
    ids = order.stream().map(givenIds::get).toList();
    vectors = order.stream().map(i -> givenVectors[i]).toArray(float[][]::new);
    weights = order.stream().mapToDouble(i -> givenWeights[i]).toArray();
    for (int i = 0; i < size; i++) {
      if (vectors[i].length != vectors[0].length) {
        throw Errors.vectorLength(ids.get(i), vectors[0].length, vectors[i].length);
      }
    }
  }

  /** The population's percentiles under a model. */
  public WeightedPercentiles percentiles(LinearModel model) {
    return new WeightedPercentiles(model.scores(vectors), weights);
  }
}
