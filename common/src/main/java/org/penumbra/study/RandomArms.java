package org.penumbra.study;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.score.WeightedPercentiles;

/**
 * The arms that label at random: as many crowd judgements as one likes, or an expert's on every
 * item. They are given what a curated arm is not: the penalty that turns out best on the test set.
 * The cut is where the answers' own share of positives puts it.
 */
final class RandomArms {

  private final Table table;
  private final Learner learner;
  private final List<Integer> order;

  RandomArms(Table table, Learner learner, long seed) {
    this.table = table;
    this.learner = learner;
    this.order =
        IntStream.of(table.draw().pool())
            .boxed()
            .sorted(
                Comparator.comparingLong(
                    item -> StableHash.bits(seed, "random arm", table.corpus().ids().get(item))))
            .toList();
  }

  /** How well a student does. */
  record Reached(double kappa, double kappaBestCut, double averagePrecision, int positives) {}

  /**
   * The best student of the first so many answers.
   *
   * @param answers 0 or 1 of every item of the corpus
   * @param labels at most the pool's size
   */
  Reached reached(int[] answers, int labels) {
    TreeSet<Integer> items = new TreeSet<>(order.subList(0, labels));
    int positives = (int) items.stream().filter(item -> answers[item] == 1).count();
    if (positives == 0 || positives == labels) {
      return new Reached(0, 0, Double.NaN, positives);
    }
    double share = positives / (double) labels;
    Reached best = new Reached(0, 0, 0, positives);
    for (Learner.Scores student : learner.atEachPenalty(items, answers)) {
      double cut =
          new WeightedPercentiles(student.of(table.draw().pool()), table.pool().weights())
              .quantile(1 - share);
      double[] scores = student.of(table.draw().test());
      best =
          new Reached(
              Math.max(best.kappa(), table.test().kappa(scores, cut)),
              Math.max(best.kappaBestCut(), table.test().bestKappa(scores)),
              Math.max(best.averagePrecision(), table.test().averagePrecision(scores)),
              positives);
    }
    return best;
  }
}
