package org.penumbra.label.guideline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContradictionBoundTest {

  private final ContradictionBound bound = new ContradictionBound(.95);

  /** The rule of three's exact form: 1 - .05^(1/n) for a stratum without end. */
  @Test
  void isTheBinomialBoundForAHugeStratum() {
    assertThat(bound.upper(1_000_000, 59, 0)).isCloseTo(.0495, within(5e-4));
    assertThat(bound.sample(1_000_000, 0, .05)).isEqualTo(59);
    assertThat(bound.sample(1_000_000, 1, .05)).isEqualTo(93);
  }

  @Test
  void knowsAllOnceAllWereAsked() {
    assertThat(bound.upper(40, 40, 3)).isEqualTo(3 / 40.0);
    assertThat(bound.upper(40, 0, 0)).isEqualTo(1);
    assertThat(bound.upper(0, 0, 0)).isZero();
  }

  @Property
  void staysWithinWhatIsPossible(
      @ForAll @IntRange(min = 1, max = 400) int items, @ForAll @IntRange(max = 400) int part) {
    int asked = Math.min(part, items);
    for (int contradicted = 0; contradicted <= Math.min(3, asked); contradicted++) {
      assertThat(bound.upper(items, asked, contradicted))
          .isBetween(
              (double) contradicted / items, (items - asked + contradicted) / (double) items);
    }
  }

  @Property
  void takesNoLargerPartThanItMust(@ForAll @IntRange(min = 2, max = 600) int items) {
    int sample = bound.sample(items, 1, .05);

    assertThat(sample).isBetween(1, items);
    if (sample < items) {
      assertThat(bound.upper(items, sample, 1)).isLessThan(.05);
    }
    assertThat(bound.upper(items, sample - 1, 1)).isGreaterThanOrEqualTo(.05);
  }
}
