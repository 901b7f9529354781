package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class AuditRatesTest {

  private static final double[] LOW_AND_HIGH = {.2, .2, .2, .97, .2, .2, .97, .97};
  private static final TwoSamples HALVES =
      TwoSamples.of(Arrays.asList(new String[4]), Arrays.asList(new String[4]));

  @Test
  void weighsAnswersByWhatTheyStandFor() {
    AuditRates rates =
        AuditRates.of(
            List.of(new AuditRates.Answer(.2, 1, 1), new AuditRates.Answer(.3, 0, 3)), .95);

    assertThat(rates.at(new double[] {.1})).containsExactly(.25);
  }

  @Test
  void aBandWithoutAnswersTakesItsNeighboursRate() {
    AuditRates rates =
        AuditRates.of(
            List.of(new AuditRates.Answer(.6, 0, 1), new AuditRates.Answer(.85, 1, 1)), .95);

    assertThat(rates.at(new double[] {.1, .6, .85, .99})).containsExactly(0, 0, 1, 1);
  }

  @Test
  void thePrevalenceMovesWithTheScores() {
    Interval change = rates(50).change(HALVES, LOW_AND_HIGH, .95);

    assertThat(change.estimate()).isCloseTo(.25, within(1e-12));
    assertThat(change.contains(.25)).isTrue();
  }

  @Test
  void fewAnswersWidenTheInterval() {
    double[] same = new double[80];
    TwoSamples samples =
        TwoSamples.of(Arrays.asList(new String[40]), Arrays.asList(new String[40]));
    Arrays.fill(same, .2);
    Arrays.fill(same, 50, 80, .97);

    assertThat(width(rates(5).change(samples, same, .95)))
        .isGreaterThan(width(rates(500).change(samples, same, .95)));
  }

  @Test
  void withoutAChangeOfScoresTheRatesDoNotMatter() {
    double[] same = {.2, .2, .97, .97, .2, .2, .97, .97};

    Interval few = rates(5).change(HALVES, same, .95);

    assertThat(few.estimate()).isZero();
    assertThat(few).isEqualTo(rates(500).change(HALVES, same, .95));
  }

  /** So many answers in each of two bands: all negative in the one, all positive in the other. */
  private static AuditRates rates(int answers) {
    List<AuditRates.Answer> audit = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      audit.add(new AuditRates.Answer(.2, 0, 1));
      audit.add(new AuditRates.Answer(.97, 1, 1));
    }
    return AuditRates.of(audit, .95);
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }
}
