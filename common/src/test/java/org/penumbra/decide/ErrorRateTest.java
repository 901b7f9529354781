package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few rows of {@link ErrorRateGrid}'s table, from fewer studies. */
class ErrorRateTest {

  private static final int STUDIES = 40;
  private static final int REPLICATES = 200;

  /** Two standard errors above the stated .05. */
  private static final double ALLOWED = .05 + 2 * Math.sqrt(.05 * .95 / STUDIES);

  @Test
  void expertsAtTheFloorAreRarelyCalledGoodOrBad() {
    ErrorRates rates = rates("experts at the floor, model far off and gaining");

    assertThat(rates.ever(Verdict.LABELS_TOO_NOISY)).isLessThanOrEqualTo(ALLOWED);
    assertThat(rates.ever(Gate.Status.MET)).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void expertsFarUnderTheFloorAreNearlyAlwaysCalledTooNoisy() {
    assertThat(rates("experts' kappa .60").ever(Verdict.LABELS_TOO_NOISY)).isGreaterThan(.9);
  }

  @Test
  void aModelAtTheMarginIsRarelyCalledGoodEnough() {
    assertThat(rates("gap at the margin of .10").ever(Verdict.REACHED))
        .isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void aModelAsGoodAsAnExpertIsNearlyAlwaysCalledGoodEnough() {
    assertThat(rates("gap 0").ever(Verdict.REACHED)).isGreaterThan(.8);
  }

  @Test
  void aLoopThatStillGainsGoesOn() {
    ErrorRates rates = rates("gap .40, gaining .04 a round");

    assertThat(rates.ever(Verdict.FLAT)).isLessThanOrEqualTo(ALLOWED);
    assertThat(rates.atLast(Verdict.GO_ON)).isGreaterThan(.8);
  }

  private static ErrorRates rates(String name) {
    Study study =
        ErrorRates.studies().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return ErrorRates.of(study, STUDIES, REPLICATES);
  }
}
