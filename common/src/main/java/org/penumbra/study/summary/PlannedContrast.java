package org.penumbra.study.summary;

import java.util.List;

/**
 * What is to be compared: strategy − baseline, at one budget, or as means over several.
 *
 * @param strategy the one
 * @param baseline the other
 * @param budgets labels spent, one or more
 */
public record PlannedContrast(String strategy, String baseline, List<Integer> budgets) {

  public PlannedContrast {
    budgets = Budgets.checked(budgets);
    if (budgets.isEmpty()) {
      throw new IllegalArgumentException("A contrast needs a budget");
    }
  }
}
