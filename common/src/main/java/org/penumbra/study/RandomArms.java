package org.penumbra.study;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.score.WeightedPercentiles;

/**
 * The arms that label at random: as many crowd judgements as one likes, or an expert's on every
 * item. They are given what a curated arm is not: the penalty and the rule for the cut that turn
 * out best on the test set. The cut is where the answers' own share of positives puts it, or where
 * the share that every play assumes does.
 */
final class RandomArms {

  private final Table table;
  private final Learner learner;
  private final double assumedPrevalence;
  private final List<Integer> order;

  RandomArms(Table table, PlayPlan plan, long seed) {
    this.table = table;
    this.learner = plan.learner(table, seed);
    this.assumedPrevalence = plan.assumedPrevalence();
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
      WeightedPercentiles population =
          new WeightedPercentiles(student.of(table.draw().pool()), table.pool().weights());
      double[] scores = student.of(table.draw().test());
      double kappa =
          DoubleStream.of(share, assumedPrevalence)
              .map(rule -> table.test().kappa(scores, population.quantile(1 - rule)))
              .max()
              .orElseThrow();
      best =
          new Reached(
              Math.max(best.kappa(), kappa),
              Math.max(best.kappaBestCut(), table.test().bestKappa(scores)),
              Math.max(best.averagePrecision(), table.test().averagePrecision(scores)),
              positives);
    }
    return best;
  }
}
