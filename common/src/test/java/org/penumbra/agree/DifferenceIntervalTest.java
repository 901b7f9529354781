package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class DifferenceIntervalTest {

  /** Zou and Donner's own example: proportions of 56/70 and 48/80 with Wilson's intervals. */
  @Test
  void isThatOfThePaperForTwoProportions() {
    Interval one = new Interval(56 / 70.0, 0.6918, 0.8770);
    Interval other = new Interval(48 / 80.0, 0.4904, 0.7003);

    Interval difference = DifferenceInterval.of(one, other);

    assertThat(difference.estimate()).isCloseTo(0.2, within(1e-12));
    assertThat(difference.low()).isCloseTo(0.0524, within(5e-4));
    assertThat(difference.high()).isCloseTo(0.3339, within(5e-4));
  }

  @Property
  void turnsRoundWithItsOrder(
      @ForAll @DoubleRange(min = -1, max = 1) double one,
      @ForAll @DoubleRange(min = -1, max = 1) double other,
      @ForAll @DoubleRange(max = 0.5) double below,
      @ForAll @DoubleRange(max = 0.5) double above) {
    Interval first = new Interval(one, one - below, one + above);
    Interval second = new Interval(other, other - above, other + below);

    Interval forth = DifferenceInterval.of(first, second);
    Interval back = DifferenceInterval.of(second, first);

    assertThat(forth.low()).isCloseTo(-back.high(), within(1e-12));
    assertThat(forth.high()).isCloseTo(-back.low(), within(1e-12));
    assertThat(forth.contains(forth.estimate())).isTrue();
  }

  @Test
  void isUndefinedWhereEitherIs() {
    Interval there = new Interval(0.5, 0.4, 0.6);

    assertThat(DifferenceInterval.of(there, Interval.UNDEFINED).defined()).isFalse();
    assertThat(DifferenceInterval.of(Interval.UNDEFINED, there).defined()).isFalse();
  }
}
