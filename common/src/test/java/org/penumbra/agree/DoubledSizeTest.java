package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubledSizeTest {

  @ParameterizedTest
  @CsvSource({
    ".4, 150, .135, .0005", ".4, 250, .105, .0005", ".4, 1000, .052, .0005",
    ".05, 150, .31, .005", ".05, 250, .24, .005", ".05, 1000, .12, .005"
  })
  void theIntervalOfAKappaOfFiftySixIsSoWide(
      double prevalence, long items, double halfWidth, double printed) {
    DoubledSize size = new DoubledSize(.56, prevalence);
    assertThat(size.halfWidth(items, .95)).isCloseTo(halfWidth, within(printed));
  }

  @Test
  void theItemsAskedForAreTheFewestThatSuffice() {
    DoubledSize size = new DoubledSize(.7, .1);
    long items = size.items(.1, .95);
    assertThat(size.halfWidth(items, .95)).isLessThanOrEqualTo(.1);
    assertThat(size.halfWidth(items - 1, .95)).isGreaterThan(.1);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new DoubledSize(.5, 0))
        .hasMessage("A prevalence lies between 0 and 1, not 0.0");
    assertThatThrownBy(() -> new DoubledSize(-.2, .1))
        .hasMessage("Kappa at a prevalence of 0.1 lies in [-0.111, 1), not at -0.2");
    assertThatThrownBy(() -> new DoubledSize(.5, .4).items(0, .95))
        .hasMessage("A half-width is above 0, not 0.0");
  }
}
