package org.penumbra.student;

import java.util.List;
import java.util.Optional;

/**
 * Trains what a student scores by: the head and, where asked for, the n-gram half, joined as {@link
 * StudentScorer} says.
 *
 * @param head trains the head
 * @param standardiser of the head's vectors
 * @param ngrams the n-gram half; empty for a head alone
 * @param pool the population that the halves' scores are compared in
 */
public record ScorerTrainer(
    HeadTrainer head, Standardiser standardiser, Optional<NgramHalf> ngrams, PoolSample pool) {

  /** A trained scorer and the head within it as it was trained. */
  public record Trained(StudentScorer scorer, TrainedHead head) {}

  /**
   * Trains on labelled items.
   *
   * @throws org.penumbra.UserException if they do not hold both labels
   */
  public Trained train(TrainingSet items) {
    return train(items, List.of(head)).get(0);
  }

  /**
   * Trains a scorer with each of several heads, and the n-gram half once.
   *
   * @throws org.penumbra.UserException if the items do not hold both labels
   */
  public List<Trained> train(TrainingSet items, List<? extends HeadTrainer> heads) {
    Optional<NgramModel> counted = ngrams.map(half -> scaled(half, items));
    return heads.stream().map(each -> join(each.train(items, standardiser), counted)).toList();
  }

  private NgramModel scaled(NgramHalf half, TrainingSet items) {
    NgramModel alone = half.trainer().train(items.ngrams(), items.labels(), half.places());
    Moments moments = Moments.of(alone.scores(pool.ngrams()), pool.weights());
    return alone.scaled(moments.mean(), half.weight() / moments.deviation());
  }

  private Trained join(TrainedHead trained, Optional<NgramModel> counted) {
    HeadModel alone = trained.model();
    if (counted.isEmpty()) {
      return new Trained(new StudentScorer(alone, null), trained);
    }
    Moments moments = Moments.of(alone.scores(pool.vectors()), pool.weights());
    return new Trained(
        new StudentScorer(alone.scaled(moments.mean(), 1 / moments.deviation()), counted.get()),
        trained);
  }

  /** Mean and standard deviation of scores in the population; 1 where all are alike. */
  private record Moments(double mean, double deviation) {

    static Moments of(double[] scores, double[] weights) {
      double total = 0;
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        total += weights[i];
        sum += weights[i] * scores[i];
      }
      double mean = sum / total;
      double squares = 0;
      for (int i = 0; i < scores.length; i++) {
        squares += weights[i] * (scores[i] - mean) * (scores[i] - mean);
      }
      double deviation = Math.sqrt(squares / total);
      return new Moments(mean, deviation > 0 ? deviation : 1);
    }
  }
}
