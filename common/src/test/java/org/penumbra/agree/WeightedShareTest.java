package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

/** Bounds from SciPy's beta.ppf. */
class WeightedShareTest {

  private static final Offset<Double> EXACTLY = within(1e-8);

  @Test
  void isALittleWiderThanClopperAndPearsonsWhereWeightsAreEqual() {
    WeightedShare share = new WeightedShare();
    for (int i = 0; i < 10; i++) {
      share.add(7, i < 3);
    }
    Interval interval = share.interval(.95);

    assertThat(interval.estimate()).isCloseTo(.3, EXACTLY);
    // Variance with n − 1: the effective number is 9, of which 2.7 count.
    assertThat(interval.low()).isBetween(.05, .0667395);
    assertThat(interval.high()).isBetween(.6524529, .69);
  }

  @Test
  void countsAsManyItemsAsWouldBeAsPrecise() {
    Interval interval =
        new WeightedShare().add(1, true).add(1, false).add(4, true).add(2, false).interval(.95);

    assertThat(interval.estimate()).isEqualTo(.625);
    assertThat(interval.low()).isCloseTo(.058503760728308346, EXACTLY);
    assertThat(interval.high()).isCloseTo(.9914421351002223, EXACTLY);
  }

  @Test
  void noneOrAllOfAFewLeaveARoomForDoubt() {
    WeightedShare none = new WeightedShare();
    WeightedShare all = new WeightedShare();
    for (int i = 0; i < 4; i++) {
      none.add(2, false);
      all.add(2, true);
    }

    // 1 − .025^(1/4)
    assertThat(none.interval(.95).high()).isCloseTo(.6023646356164747, EXACTLY);
    assertThat(none.interval(.95).low()).isZero();
    assertThat(all.interval(.95).low()).isCloseTo(1 - .6023646356164747, EXACTLY);
    assertThat(all.interval(.95).high()).isEqualTo(1);
  }

  @Test
  void nothingIsUndefined() {
    assertThat(new WeightedShare().interval(.95)).isEqualTo(Interval.UNDEFINED);
    assertThat(new WeightedShare().estimate()).isNaN();
  }
}
