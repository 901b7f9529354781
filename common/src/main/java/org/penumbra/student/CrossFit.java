package org.penumbra.student;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.score.RankPlatt;
import org.penumbra.score.WeightedPercentiles;

/**
 * Scores every labelled item by a model that has not seen its group, and places the score in the
 * population as that same model scores it: scores of two folds' models are not comparable, their
 * percentiles are. So all labels serve training and measuring alike.
 *
 * @param trainer of each fold's scorer
 * @param folds wanted; fewer are made where a label has too few groups
 * @param seed of the deal of groups to folds
 */
public record CrossFit(ScorerTrainer trainer, int folds, long seed) {

  public CrossFit {
    if (folds < 2) {
      throw new IllegalArgumentException("Cross-fitting takes at least 2 folds, not " + folds);
    }
  }

  /**
   * A labelled item seen from outside.
   *
   * @param id of the item
   * @param group of the item
   * @param fold that held it out, from 0
   * @param score by the model of the other folds (log-odds)
   * @param percentile of that score in the population, strictly between 0 and 1
   * @param label 0 or 1
   */
  public record OutOfFold(
      String id, String group, int fold, double score, double percentile, int label) {

    /** The same item in a group of another name. */
    public OutOfFold in(String otherGroup) {
      return new OutOfFold(id, otherGroup, fold, score, percentile, label);
    }

    /** As {@link RankPlatt} reads it. */
    public RankPlatt.Item ranked() {
      return new RankPlatt.Item(id, group, percentile, label);
    }
  }

  /**
   * The labelled items, sorted by id; none if no deal of groups leaves both labels in every fold's
   * training part, which takes at least two groups of each label.
   */
  List<OutOfFold> run(TrainingSet items) {
    int[] foldOf = deal(items);
    // Folds owe nothing to one another, so they may run at once.
    return IntStream.range(0, count(foldOf))
        .parallel()
        .mapToObj(fold -> outOfFold(fold, foldOf, items))
        .flatMap(List::stream)
        .sorted(Comparator.comparing(OutOfFold::id))
        .toList();
  }

  private List<OutOfFold> outOfFold(int fold, int[] foldOf, TrainingSet items) {
    StudentScorer scorer = trainer.train(part(items, foldOf, f -> f != fold)).scorer();
    TrainingSet heldOut = part(items, foldOf, f -> f == fold);
    WeightedPercentiles percentiles = trainer.pool().percentiles(scorer);
    List<OutOfFold> scored = new ArrayList<>();
    for (int i = 0; i < heldOut.size(); i++) {
      double score = scorer.score(heldOut.vectors()[i], heldOut.ngrams()[i]);
      scored.add(
          new OutOfFold(
              heldOut.ids().get(i),
              heldOut.groups().get(i),
              fold,
              score,
              percentiles.of(score),
              heldOut.labels()[i]));
    }
    return scored;
  }

  /**
   * The fold of each item. Groups that hold a positive are dealt out first, then the others, each
   * in the order of their hashes, so that the rarer label is spread evenly.
   *
   * @return one fold per item, or an empty array if no number of folds works
   */
  private int[] deal(TrainingSet items) {
    Map<String, Boolean> positiveOf = new TreeMap<>();
    for (int i = 0; i < items.size(); i++) {
      positiveOf.merge(items.groups().get(i), items.labels()[i] == 1, Boolean::logicalOr);
    }
    Comparator<String> order =
        Comparator.comparing((String group) -> !positiveOf.get(group))
            .thenComparing(group -> StableHash.bits(seed, "fold", group))
            .thenComparing(Comparator.naturalOrder());
    List<String> groups = positiveOf.keySet().stream().sorted(order).toList();
    for (int k = Math.min(folds, groups.size()); k >= 2; k--) {
      Map<String, Integer> foldOfGroup = new TreeMap<>();
      for (int i = 0; i < groups.size(); i++) {
        foldOfGroup.put(groups.get(i), i % k);
      }
      int[] foldOf = items.groups().stream().mapToInt(foldOfGroup::get).toArray();
      if (leavesBothLabelsEverywhere(items, foldOf, k)) {
        return foldOf;
      }
    }
    return new int[0];
  }

  private static boolean leavesBothLabelsEverywhere(TrainingSet items, int[] foldOf, int k) {
    for (int fold = 0; fold < k; fold++) {
      int held = fold;
      TrainingSet rest = part(items, foldOf, f -> f != held);
      if (rest.positives() == 0 || rest.positives() == rest.size()) {
        return false;
      }
    }
    return true;
  }

  private static TrainingSet part(TrainingSet items, int[] foldOf, IntPredicate kept) {
    return items.subset(
        IntStream.range(0, items.size()).filter(i -> kept.test(foldOf[i])).boxed().toList());
  }

  private static int count(int[] foldOf) {
    return IntStream.of(foldOf).max().orElse(-1) + 1;
  }
}
