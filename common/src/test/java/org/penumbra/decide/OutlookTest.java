package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class OutlookTest {

  private static final Interval KNOWN = new Interval(.2, .1, .4);

  @Test
  void halfTheWidthFallsWithTheRootOfTheItems() {
    Outlook outlook = new Outlook(KNOWN, Interval.UNDEFINED, 100, 300);

    assertThat(outlook.nextGap().getAsDouble()).isCloseTo(.15 / 2, within(1e-12));
    assertThat(outlook.nextNaturalKappa()).isEmpty();
  }

  @Test
  void speaksOnlyOfWhatHasAnInterval() {
    assertThat(new Outlook(KNOWN, Interval.UNDEFINED, 100, 300).sentence())
        .isEqualTo(
            " Another 300 items would narrow the interval of the gap from ±0.150 to about ±0.075.");
    assertThat(new Outlook(Interval.UNDEFINED, KNOWN, 100, 300).sentence())
        .isEqualTo(
            " Another 300 items would narrow the interval of natural-prevalence kappa from ±0.150"
                + " to about ±0.075.");
    assertThat(new Outlook(Interval.UNDEFINED, Interval.UNDEFINED, 100, 300).sentence()).isEmpty();
    assertThat(new Outlook(new Interval(1, 1, 1), KNOWN, 0, 300).sentence()).isEmpty();
  }
}
