package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KappaCautionTest {

  @Test
  void enoughItemsOfBothAnswersNeedNoCaution() {
    assertThat(KappaCaution.of(100, .4, .7)).isEmpty();
    assertThat(KappaCaution.of(400, .05, .3)).isEmpty();
    assertThat(KappaCaution.of(400, .95, .3)).isEmpty();
  }

  @Test
  void fewOfTheRarerAnswerAreNamed() {
    assertThat(KappaCaution.of(100, .05, .3))
        .contains(
            "Only about 5 of 100 items are of the rarer answer: with so few, 95 % intervals held the"
                + " truth in 87 to 99 % of simulated samples.");
    assertThat(KappaCaution.of(100, .95, .3)).isEqualTo(KappaCaution.of(100, .05, .3));
  }

  @Test
  void noDisagreementAtAllIsNoProofOfNone() {
    assertThat(KappaCaution.of(100, .4, 1))
        .contains(
            "No disagreement was seen in 100 items, about 40 of the rarer answer: read the lower"
                + " bound, not the 1.");
  }

  @Test
  void anUndefinedKappaIsSaidToBeSo() {
    assertThat(KappaCaution.of(1, .5, Double.NaN))
        .contains(
            "Kappa is undefined: 1 items, and it takes two with two answers each, and two"
                + " categories.");
  }
}
