package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BernoulliTest {

  @Test
  void divergenceIsCrossEntropyLessEntropy() {
    // .5 ln(.5/.25) + .5 ln(.5/.75) = .5 ln(4/3)
    assertThat(Bernoulli.divergence(.5, .25)).isCloseTo(.5 * Math.log(4 / 3.0), within(1e-12));
    assertThat(Bernoulli.divergence(.9, .2))
        .isCloseTo(
            -.9 * Math.log(.2) - .1 * Math.log(.8) + .9 * Math.log(.9) + .1 * Math.log(.1),
            within(1e-12));
    assertThat(Bernoulli.divergence(.3, .3)).isZero();
  }

  @Test
  void excessLossIsOnTheLikelierAnswer() {
    assertThat(Bernoulli.excessLoss(.8, .2)).isCloseTo(Math.log(4), within(1e-12));
    assertThat(Bernoulli.excessLoss(.2, .2)).isZero();
    assertThat(Bernoulli.excessLoss(.4, .8)).isCloseTo(Math.log(3), within(1e-12));
    assertThat(Bernoulli.excessLoss(.6, .9)).as("the surer one is right").isNegative();
  }

  @Test
  void certainErrorsAreFinite() {
    assertThat(Bernoulli.divergence(1, 0)).isCloseTo(6 * Math.log(10), within(1e-4));
    assertThat(Bernoulli.excessLoss(0, 1)).isCloseTo(6 * Math.log(10), within(1e-4));
    assertThat(Bernoulli.divergence(0, 0)).isZero();
  }

  @Test
  void sameAnswersAreBothYesOrBothNo() {
    assertThat(Bernoulli.same(1, 1)).isEqualTo(1);
    assertThat(Bernoulli.same(0, 1)).isZero();
    assertThat(Bernoulli.same(.9, .2)).isCloseTo(.18 + .08, within(1e-12));
  }
}
