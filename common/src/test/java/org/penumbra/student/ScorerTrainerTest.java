package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.score.WeightedPercentiles;

class ScorerTrainerTest {

  private static final HeadTrainer HEAD = new LinearHeadTrainer(20);
  private static final MadeTexts MADE = new MadeTexts(500, 3);
  private static final PoolSample POOL = MADE.pool(i -> 1 + i % 3);

  @Test
  void bringsBothHalvesToMeanZeroAndTheirWeightInThePopulation() {
    StudentScorer scorer = trainer(0.5).train(MADE.items(120)).scorer();

    double[] ofHead = scorer.head().scores(POOL.vectors());
    double[] ofNgrams = scorer.ngrams().scores(POOL.ngrams());

    assertThat(mean(ofHead)).isCloseTo(0, within(1e-6));
    assertThat(mean(ofNgrams)).isCloseTo(0, within(1e-6));
    assertThat(deviation(ofHead)).isCloseTo(1, within(1e-5));
    assertThat(deviation(ofNgrams)).as("of weight").isCloseTo(0.5, within(1e-5));
  }

  @Test
  void addsTheTwo() {
    StudentScorer scorer = trainer(0.5).train(MADE.items(120)).scorer();
    double[] both = scorer.scores(POOL.vectors(), POOL.ngrams());

    for (int i = 0; i < both.length; i++) {
      assertThat(both[i])
          .isEqualTo(
              scorer.head().score(POOL.vectors()[i]) + scorer.ngrams().score(POOL.ngrams()[i]));
    }
  }

  @Test
  void countsTheNgramHalfByItsWeight() {
    TrainingSet items = MADE.items(120);
    NgramModel half = trainer(0.5).train(items).scorer().ngrams();
    NgramModel twice = trainer(1).train(items).scorer().ngrams();

    for (int i = 0; i < 20; i++) {
      assertThat(twice.score(POOL.ngrams()[i]))
          .isCloseTo(2 * half.score(POOL.ngrams()[i]), within(1e-5));
    }
  }

  @Test
  void leavesAHeadAloneAsItWasTrained() {
    TrainingSet items = MADE.items(120);
    Standardiser standardiser = Standardiser.of(POOL);

    StudentScorer scorer =
        new ScorerTrainer(HEAD, standardiser, Optional.empty(), POOL).train(items).scorer();

    assertThat(scorer).isEqualTo(new StudentScorer(HEAD.train(items, standardiser).model(), null));
    assertThat(scorer.score(POOL.vectors()[0], POOL.ngrams()[0]))
        .isEqualTo(scorer.head().score(POOL.vectors()[0]));
  }

  @Test
  void tellsByAWordWhatVectorsDoNotTell() {
    TrainingSet items = MADE.items(200);
    List<Integer> unseen = IntStream.range(200, 500).boxed().toList();

    StudentScorer both = trainer(0.5).train(items).scorer();
    StudentScorer alone =
        new ScorerTrainer(HEAD, Standardiser.of(POOL), Optional.empty(), POOL)
            .train(items)
            .scorer();

    assertThat(auc(both, unseen)).isGreaterThan(0.7);
    assertThat(auc(alone, unseen)).isBetween(0.35, 0.65);
  }

  private static ScorerTrainer trainer(double weight) {
    return new ScorerTrainer(
        HEAD,
        Standardiser.of(POOL),
        Optional.of(new NgramHalf(new NgramTrainer(1, 1e-4), MadeTexts.SHAPE.places(), weight)),
        POOL);
  }

  private static double auc(StudentScorer scorer, List<Integer> items) {
    double[] positive = MADE.scores(scorer, items, 1);
    double[] negative = MADE.scores(scorer, items, 0);
    double[] ones = new double[negative.length];
    Arrays.fill(ones, 1);
    WeightedPercentiles among = new WeightedPercentiles(negative, ones);
    return Arrays.stream(positive).map(among::of).average().orElseThrow();
  }

  private static double mean(double[] scores) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += POOL.weights()[i] * scores[i];
    }
    return sum / Arrays.stream(POOL.weights()).sum();
  }

  private static double deviation(double[] scores) {
    double mean = mean(scores);
    double squares = 0;
    for (int i = 0; i < scores.length; i++) {
      squares += POOL.weights()[i] * (scores[i] - mean) * (scores[i] - mean);
    }
    return Math.sqrt(squares / Arrays.stream(POOL.weights()).sum());
  }
}
