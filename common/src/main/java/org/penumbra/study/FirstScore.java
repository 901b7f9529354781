package org.penumbra.study;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.penumbra.embed.Vectors;
import org.penumbra.score.FewShotDirection;
import org.penumbra.student.ScoreInput;

/**
 * The score before there are labels, and how a student reads it beside the vectors: as a direction
 * in them, which is one more input.
 *
 * <p>A model's score lies in no direction of the vectors; {@link ScoreInput} gives it a coordinate.
 *
 * @param given whether a model gave it; else it is the few-shot score
 * @param scores by position in the corpus; NaN for items that do not play
 * @param read what a student reads, by position in the corpus; null for items that do not play
 * @param direction of the score in what it reads
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
record FirstScore(boolean given, double[] scores, float[][] read, float[] direction) {

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
    ScoreInput input =
        ScoreInput.of(
            IntStream.of(draw.pool()).mapToDouble(item -> corpus.scores()[item]).toArray(),
            weights,
            mean);
    double[] scores = new double[corpus.size()];
    Arrays.fill(scores, Double.NaN);
    float[][] read = new float[corpus.size()][];
    playing(draw)
        .forEach(
            item -> {
              scores[item] = corpus.scores()[item];
              read[item] = input.beside(corpus.vectors()[item], scores[item]);
            });
    return new FirstScore(true, scores, read, ScoreInput.direction(mean.length));
  }

  /** Of some items of pool or test set. */
  double[] of(int[] items) {
    return IntStream.of(items).mapToDouble(item -> scores[item]).toArray();
  }

  private static IntStream playing(Draw draw) {
    return IntStream.concat(IntStream.of(draw.pool()), IntStream.of(draw.test()));
  }
}
