package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.UserException;

class ThresholdsTest {

  private final WeightedPercentiles population = hundred();

  @Test
  void cutsByTheAssumedPrevalenceBeforeThereAreLabels() {
    Thresholds.Choice choice =
        Thresholds.choose(population, Optional.empty(), Interval.UNDEFINED, 0.1);

    assertThat(choice.threshold().method()).isEqualTo("assumed");
    assertThat(choice.threshold().cut()).isEqualTo(90);
    assertThat(choice.threshold().prevalence().low()).isNaN();
    assertThat(choice.warning()).isEmpty();
  }

  @Test
  void cutsByTheAuditWhereTheLabelsAllowNoFit() {
    Threshold threshold =
        Thresholds.choose(population, Optional.empty(), new Interval(0.2, 0.1, 0.3), 0.1)
            .threshold();

    assertThat(threshold.method()).isEqualTo("audit");
    assertThat(threshold.cut()).isEqualTo(80);
  }

  @Test
  void cutsByTheLabelsWhereTheAuditDoesNotContradict() {
    Thresholds.Choice choice =
        Thresholds.choose(population, fit(1, 0.05, 0.03, 0.08), new Interval(0.07, 0, 0.2), 0.1);

    assertThat(choice.threshold())
        .isEqualTo(new Threshold(95, new Interval(0.05, 0.03, 0.08), "rank-platt"));
    assertThat(choice.warning()).isEmpty();
  }

  @Test
  void leavesTheLabelsAloneWhereTheAuditIsTooSmallToExcludeTheirEstimate() {
    Thresholds.Choice choice =
        Thresholds.choose(population, fit(1, 0.05, 0.03, 0.08), new Interval(0.2, 0.01, 0.5), 0.1);

    assertThat(choice.threshold().method()).isEqualTo("rank-platt");
    assertThat(choice.warning()).isEmpty();
  }

  @Test
  void letsTheAuditWinAndWarnsWhereTheLabelsExcludeItsEstimate() {
    Thresholds.Choice choice =
        Thresholds.choose(population, fit(1, 0.05, 0.03, 0.08), new Interval(0.2, 0.12, 0.3), 0.1);

    assertThat(choice.threshold())
        .isEqualTo(new Threshold(80, new Interval(0.2, 0.12, 0.3), "audit"));
    assertThat(choice.warning())
        .hasValue(
            "The labels put the prevalence at 0.0500 [0.0300, 0.0800], the audit at 0.2000 [0.1200,"
                + " 0.3000]; the audit's is used.");
  }

  @Test
  void isNotMovedByAnAuditThatFoundNothing() {
    Threshold threshold =
        Thresholds.choose(population, fit(1, 0.05, 0.03, 0.08), new Interval(0, 0, 0.1), 0.1)
            .threshold();

    assertThat(threshold.method()).isEqualTo("rank-platt");
  }

  @Test
  void doesNotTrustLabelsThatFallAsTheScoreRises() {
    Thresholds.Choice choice =
        Thresholds.choose(population, fit(-0.5, 0.3, 0.2, 0.4), new Interval(0.2, 0.1, 0.3), 0.1);

    assertThat(choice.threshold().method()).isEqualTo("audit");
    assertThat(choice.warning())
        .hasValue(
            "Labels do not rise with the score (rank-Platt slope -0.50); cut placed by the audit.");
    assertThat(
            Thresholds.choose(population, fit(-0.5, 0.3, 0.2, 0.4), Interval.UNDEFINED, 0.1)
                .threshold()
                .method())
        .isEqualTo("assumed");
  }

  @Test
  void predictsPositiveFromTheCutUpwards() {
    Threshold threshold = Threshold.assumed(population, 0.1);

    assertThat(threshold.label(89.9)).isZero();
    assertThat(threshold.label(90)).isEqualTo(1);
  }

  @Test
  void refusesAnAssumedPrevalenceThatIsNoShare() {
    assertThatThrownBy(() -> Threshold.assumed(population, 5))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot place the cut for an assumed prevalence of 5.0. Give a share between 0 and 1,"
                + " both excluded.");
  }

  @Test
  void calibratesOnTheLogOddsScale() {
    assertThat(new Calibration(1, 0).probability(0.8)).isEqualTo(0.8);
    assertThat(new Calibration(2, 0).probability(0.75)).isCloseTo(0.9, within(1e-12));
    assertThat(Calibration.UNDEFINED.probability(0.5)).isNaN();
    assertThatThrownBy(() -> new Calibration(1, 0).probability(1))
        .hasMessage("A percentile lies between 0 and 1, not 1.0");
  }

  private static Optional<RankPlatt.Fit> fit(
      double slope, double estimate, double low, double high) {
    return Optional.of(
        new RankPlatt.Fit(new Calibration(slope, -3), new Interval(estimate, low, high)));
  }

  private static WeightedPercentiles hundred() {
    double[] scores = new double[100];
    double[] weights = new double[100];
    Arrays.setAll(scores, i -> i);
    Arrays.fill(weights, 1);
    return new WeightedPercentiles(scores, weights);
  }
}
