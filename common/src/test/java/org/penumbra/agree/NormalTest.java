package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void printedQuantiles() {
    assertThat(Normal.quantile(.5)).isCloseTo(0, within(1e-12));
    assertThat(Normal.quantile(.95)).isCloseTo(1.6448536269514722, within(1e-12));
    assertThat(Normal.quantile(.975)).isCloseTo(1.959963984540054, within(1e-12));
    assertThat(Normal.quantile(.0001)).isCloseTo(-3.719016485455709, within(1e-10));
  }

  @Test
  void printedProbabilities() {
    assertThat(Normal.cumulative(1)).isCloseTo(.8413447460685429, within(1e-14));
    assertThat(Normal.cumulative(-2)).isCloseTo(.02275013194817921, within(1e-14));
    assertThat(Normal.cumulative(-40)).isEqualTo(0);
    assertThat(Normal.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
  }

  @Test
  void refusesAShareOutsideZeroToOne() {
    assertThatThrownBy(() -> Normal.quantile(1))
        .hasMessage("A normal quantile needs a share in (0, 1), not 1.0");
  }
}
