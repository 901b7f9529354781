package org.penumbra.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.score.FewShotDirection;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.InverseFrequency;
import org.penumbra.student.PoolSample;
import org.penumbra.student.SparseVector;

/**
 * What lies on the table when the plays of one draw begin, the same for every strategy: pool and
 * test set as students read them, and the first score.
 *
 * @param corpus what was drawn from
 * @param roles who answers what
 * @param draw which items play
 * @param ngrams weighed counts by position in the corpus; null for items that do not play
 * @param pool the pool, each item of weight 1, in the order of the draw
 * @param examples vectors of the policy's examples
 * @param first the score before there are labels
 * @param test the test set
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
record Table(
    LabelledCorpus corpus,
    Roles roles,
    Draw draw,
    SparseVector[] ngrams,
    PoolSample pool,
    List<float[]> examples,
    FirstScore first,
    TestSet test) {

  static Table lay(LabelledCorpus corpus, Roles roles, Draw draw) {
    float[][] vectors = rows(corpus, draw.pool());
    SparseVector[] ngrams = weighed(corpus, draw);
    double[] ones = new double[vectors.length];
    Arrays.fill(ones, 1);
    PoolSample pool =
        new PoolSample(
            IntStream.of(draw.pool()).mapToObj(corpus.ids()::get).toList(),
            vectors,
            IntStream.of(draw.pool()).mapToObj(i -> ngrams[i]).toArray(SparseVector[]::new),
            ones);
    List<float[]> examples = List.of(rows(corpus, draw.examples()));
    float[] mean = mean(vectors);
    FirstScore first =
        corpus.scores().length > 0
            ? FirstScore.given(corpus, draw, ones, mean)
            : FirstScore.fewShot(corpus, draw, FewShotDirection.from(examples, mean));
    TestSet test = new TestSet(IntStream.of(draw.test()).map(i -> roles.reference()[i]).toArray());
    return new Table(corpus, roles, draw, ngrams, pool, examples, first, test);
  }

  /** First scores of the pool. */
  double[] firstScores() {
    return first.of(draw.pool());
  }

  private static SparseVector[] weighed(LabelledCorpus corpus, Draw draw) {
    InverseFrequency frequency =
        InverseFrequency.of(
            IntStream.of(draw.pool()).mapToObj(i -> corpus.ngrams()[i]).toList(),
            CharacterNgrams.STANDARD.places());
    SparseVector[] weighed = new SparseVector[corpus.size()];
    IntStream.concat(IntStream.of(draw.pool()), IntStream.of(draw.test()))
        .forEach(i -> weighed[i] = frequency.apply(corpus.ngrams()[i]));
    return weighed;
  }

  private static float[][] rows(LabelledCorpus corpus, int[] items) {
    return IntStream.of(items).mapToObj(i -> corpus.vectors()[i]).toArray(float[][]::new);
  }

  private static float[] mean(float[][] vectors) {
    double[] sum = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    float[] mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sum[d] / vectors.length);
    }
    return mean;
  }
}
