package org.penumbra.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.penumbra.StableHash;

/**
 * Half of the items at random among the predicted positives, the odd one included, the others at
 * random among the predicted negatives; what one side lacks the other gives. Stratified sampling
 * with equal allocation (Cochran 1977, Sampling Techniques, section 5.5), the predicted label the
 * stratum.
 *
 * @param prediction whose label an item is taken by
 * @param seed makes the choice repeatable; another in each round
 */
public record StratifiedByLabel(Prediction prediction, long seed) implements Strategy {

  /** Who predicts. */
  public enum Prediction {
    /** The pseudo-label: the teacher's probability is at least one half. */
    TEACHER,
    /** The score reaches the cut. */
    STUDENT
  }

  @Override
  public void fill(Draft draft, int items) {
    int wanted = draft.size() + items;
    Map<Boolean, List<Integer>> sides = sides(draft.pool());
    Shortlist shortlist =
        new Shortlist(draft, Arm.STUDY, candidate -> "Drawn at random per label.");
    shortlist.fillInOrder(sides.get(true), (items + 1) / 2);
    shortlist.fillInOrder(sides.get(false), wanted - draft.size());
    shortlist.fillInOrder(sides.get(true), wanted - draft.size());
  }

  private Map<Boolean, List<Integer>> sides(Pool pool) {
    List<Candidate> candidates = pool.candidates();
    double[] places =
        candidates.stream()
            .mapToDouble(candidate -> StableHash.unit(seed, "stratified", candidate.id()))
            .toArray();
    return Arrays.stream(pool.openNumbers())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> places[i]))
        .collect(Collectors.partitioningBy(i -> positive(candidates.get(i), pool.cut())));
  }

  private boolean positive(Candidate candidate, double cut) {
    return switch (prediction) {
      case TEACHER -> candidate.requiredTeacher() >= 0.5;
      case STUDENT -> candidate.score() >= cut;
    };
  }
}
