package org.penumbra.study.summary;

import java.util.List;

/**
 * What is to be read from a study, fixed before it is played.
 *
 * @param metric such as kappa
 * @param budgets labels at which strategies are compared, ascending
 * @param areaBudgets labels over which areas are taken, ascending, two or more
 * @param confirmatory the one contrast fixed beforehand; all others are descriptive
 * @param baseline the strategy that chooses at random: 0 of the normalised area
 * @param replicates of each bootstrap, 1 or more
 * @param seed of each bootstrap
 * @param minPoolMultiple a cell counts at a budget where its pool holds so many times as many
 *     items; with 0 every cell counts
 */
public record SummaryPlan(
    String metric,
    List<Integer> budgets,
    List<Integer> areaBudgets,
    PlannedContrast confirmatory,
    String baseline,
    int replicates,
    long seed,
    int minPoolMultiple) {

  /** Enough for a 95 % bound to about a twentieth of its width. */
  public static final int DEFAULT_REPLICATES = 4000;

  public static final int DEFAULT_POOL_MULTIPLE = 10;

  public SummaryPlan {
    budgets = Budgets.checked(budgets);
    areaBudgets = Budgets.checked(areaBudgets);
    if (areaBudgets.size() < 2) {
      throw new IllegalArgumentException("An area needs two budgets, not " + areaBudgets);
    }
    if (replicates < 1) {
      throw new IllegalArgumentException("A bootstrap needs a replicate, not " + replicates);
    }
    if (minPoolMultiple < 0) {
      throw new IllegalArgumentException("A pool holds 0 or more items, not " + minPoolMultiple);
    }
  }
}
