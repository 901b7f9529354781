package org.penumbra.select;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Uncertainty sampling: the items whose calibrated probability p has the largest entropy, -p log p
 * - (1 - p) log(1 - p) (Lewis and Gale 1994, SIGIR; Settles 2009, Active Learning Literature
 * Survey, section 3.1).
 *
 * <p>With two classes entropy, least confidence max(p, 1 - p) and the margin of the textbooks |p -
 * (1 - p)| all rank items by |p - 1/2|, and by that they are ranked here; {@link Margin} differs,
 * as it looks at the cut and not at one half. Of equals, the one closer in rank to the cut comes
 * first, and where nothing is calibrated that is all there is to go by.
 */
public record Entropy() implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    new Shortlist(draft, Arm.STUDY, candidate -> why(draft.pool().candidates().get(candidate)))
        .fillInOrder(order(draft.pool()), items);
  }

  /** Numbers of the open candidates, the most uncertain first. */
  static List<Integer> order(Pool pool) {
    if (!pool.calibrated()) {
      return pool.fromCut();
    }
    return pool.fromCut().stream()
        .sorted(
            Comparator.comparingDouble(i -> Math.abs(pool.candidates().get(i).probability() - 0.5)))
        .toList();
  }

  private static String why(Candidate candidate) {
    return String.format(
        Locale.ROOT,
        "Among the most uncertain (probability %.4f): the model could go either way.",
        candidate.probability());
  }
}
