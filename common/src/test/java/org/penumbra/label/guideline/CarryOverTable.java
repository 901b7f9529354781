package org.penumbra.label.guideline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

/** The tables of docs/method.md, printed; run by name. */
class CarryOverTable {

  private static final int STRATUM = 200;

  private final ContradictionBound bound = new ContradictionBound(.95);

  @Test
  void samples() {
    for (int items : new int[] {20, 50, 100, 200, 400, 1000, 1_000_000}) {
      System.out.printf("items %d: sample %d%n", items, bound.sample(items, 1, CarryOver.LIMIT));
    }
    int sample = bound.sample(STRATUM, 1, CarryOver.LIMIT);
    for (int bad : new int[] {0, 1, 2, 4, 6, 10}) {
      double passes = HypergeometricDistribution.of(STRATUM, bad, sample).cumulativeProbability(1);
      System.out.printf("%.1f %% contradicted: passes %.3f%n", 100.0 * bad / STRATUM, passes);
    }
    assertThat(sample).isLessThan(STRATUM);
  }
}
