package org.penumbra.study;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.penumbra.embed.Vectors;
import org.penumbra.score.FewShotDirection;
import org.penumbra.score.Logit;
import org.penumbra.score.WeightedPercentiles;

/**
 * The score before there are labels, and how a student reads it beside the vectors: as a direction
 * in them, which is one more input.
 *
 * <p>A model's score lies in no direction of the vectors, so it is given a coordinate of its own:
 * the log-odds of its percentile in the pool, which varies about as much as any other coordinate.
 * Like the few-shot direction it is thus read in the vector and as an input of its own.
 *
 * @param given whether a model gave it; else it is the few-shot score
 * @param scores by position in the corpus; NaN for items that do not play
 * @param read what a student reads, by position in the corpus; null for items that do not play
 * @param direction of the score in what it reads
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
record FirstScore(boolean given, double[] scores, float[][] read, float[] direction) {

  /** Standard deviation of the logistic distribution, which log-odds of percentiles have. */
  private static final double DEVIATION = Math.PI / Math.sqrt(3);

  /** Likeness to the policy's examples. */
  static FirstScore fewShot(LabelledCorpus corpus, Draw draw, FewShotDirection direction) {
    float[] along = direction.vector();
    double[] scores = new double[corpus.size()];
    Arrays.fill(scores, Double.NaN);
    playing(draw).forEach(item -> scores[item] = Vectors.dot(corpus.vectors()[item], along));
    return new FirstScore(false, scores, corpus.vectors(), along);
  }

  /**
   * The corpus's own scores.
   *
   * @param weights of the pool's items
   * @param mean of the pool's vectors
   */
  static FirstScore given(LabelledCorpus corpus, Draw draw, double[] weights, float[] mean) {
    WeightedPercentiles percentiles =
        new WeightedPercentiles(
            IntStream.of(draw.pool()).mapToDouble(item -> corpus.scores()[item]).toArray(),
            weights);
    int length = corpus.vectors()[0].length;
    // Unit vectors lie about their mean at a mean square distance of 1 - |mean|².
    double variance = Math.max(0, 1 - Vectors.dot(mean, mean)) / length;
    double unit = Math.sqrt(variance) / DEVIATION;
    double[] scores = new double[corpus.size()];
    Arrays.fill(scores, Double.NaN);
    float[][] read = new float[corpus.size()][];
    playing(draw)
        .forEach(
            item -> {
              scores[item] = corpus.scores()[item];
              read[item] = Arrays.copyOf(corpus.vectors()[item], length + 1);
              read[item][length] = (float) (unit * Logit.of(percentiles.of(scores[item])));
            });
    float[] direction = new float[length + 1];
    direction[length] = 1;
    return new FirstScore(true, scores, read, direction);
  }

  /** Of some items of pool or test set. */
  double[] of(int[] items) {
    return IntStream.of(items).mapToDouble(item -> scores[item]).toArray();
  }

  private static IntStream playing(Draw draw) {
    return IntStream.concat(IntStream.of(draw.pool()), IntStream.of(draw.test()));
  }
}
