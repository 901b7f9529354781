package org.penumbra.study.summary;

import java.util.List;
import java.util.OptionalInt;

/** Numbers of labels at which a study is read. */
final class Budgets {

  private Budgets() {}

  /** A copy, if they are positive and ascending. */
  static List<Integer> checked(List<Integer> budgets) {
    int last = 0;
    for (int budget : budgets) {
      if (budget <= last) {
        throw new IllegalArgumentException("Budgets are positive and ascending, not " + budgets);
      }
      last = budget;
    }
    return List.copyOf(budgets);
  }

  /**
   * Whether a pool holds so many times as many items as a budget: near the whole pool any choice is
   * as good as any other. A pool of unknown size holds none.
   */
  static boolean heldBy(OptionalInt poolItems, int budget, int minPoolMultiple) {
    return poolItems.orElse(0) >= (long) minPoolMultiple * budget;
  }
}
