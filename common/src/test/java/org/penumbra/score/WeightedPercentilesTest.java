package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class WeightedPercentilesTest {

  @Test
  void countsTiesHalfAndItemsByWeight() {
    WeightedPercentiles percentiles =
        new WeightedPercentiles(new double[] {3, 1, 2, 2}, new double[] {4, 1, 2, 3});

    assertThat(percentiles.of(2)).isEqualTo((1 + 2.5) / 10);
    assertThat(percentiles.of(2.5)).isEqualTo(0.6);
    assertThat(percentiles.of(3)).isEqualTo(0.8);
  }

  @Test
  void staysWithinHalfAnItemOfTheEnds() {
    WeightedPercentiles percentiles = unweighted(1, 2, 3, 4, 5);

    assertThat(percentiles.of(-7)).isEqualTo(0.1);
    assertThat(percentiles.of(99)).isEqualTo(0.9);
  }

  @Test
  void cutsOffTheShareAskedFor() {
    double[] scores = new double[100];
    Arrays.setAll(scores, i -> i);
    WeightedPercentiles percentiles = unweighted(scores);

    assertThat(percentiles.quantile(1 - 0.05)).isEqualTo(95);
    assertThat(percentiles.quantile(0)).isEqualTo(0);
    assertThat(percentiles.quantile(1)).isEqualTo(99);
  }

  @Property
  void doesNotDependOnTheOrderNorOnTheScaleOfTheWeights(
      @ForAll @Size(7) @DoubleRange(min = -3, max = 3) double[] scores,
      @ForAll @DoubleRange(min = -4, max = 4) double asked) {
    double[] weights = {1, 2, 4, 1, 8, 2, 1};
    WeightedPercentiles forward = new WeightedPercentiles(scores, weights);
    double[] turned = new double[7];
    double[] doubled = new double[7];
    Arrays.setAll(turned, i -> scores[6 - i]);
    Arrays.setAll(doubled, i -> 2 * weights[6 - i]);

    WeightedPercentiles backward = new WeightedPercentiles(turned, doubled);

    assertThat(backward.of(asked)).isEqualTo(forward.of(asked));
    assertThat(backward.quantile(0.7)).isEqualTo(forward.quantile(0.7));
  }

  @Test
  void saysWhatItCannotRank() {
    assertThatThrownBy(() -> new WeightedPercentiles(new double[0], new double[0]))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot place scores in the population: the pool sample is empty. Check that scan and"
                + " embed of this run found items.");
    assertThatThrownBy(() -> new WeightedPercentiles(new double[] {Double.NaN}, new double[] {1}))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot rank the pool: found score NaN with weight 1.0. Scores must be finite and"
                + " weights above 0; check the scores you brought.");
  }

  @Test
  void fitsIntoATableThatPlacesScoresAlike() {
    double[] scores = new double[20_000];
    Arrays.setAll(scores, i -> Math.cbrt(i - 9_000));
    WeightedPercentiles population = unweighted(scores);

    PercentileTable table = PercentileTable.of(population);

    for (double score : new double[] {-25, -20.5, -3, 0.1, 7, 21, 22.2, 22.23, 40}) {
      double expected = population.of(score);
      assertThat(Logit.of(table.of(score))).isCloseTo(Logit.of(expected), within(0.02));
    }
    assertThat(table.quantile(0.95)).isCloseTo(population.quantile(0.95), within(0.01));
    assertThat(table.size()).isEqualTo(20_000);
  }

  @Test
  void putsAScoreSharedByManyInTheMiddleOfThem() {
    PercentileTable table = PercentileTable.of(unweighted(1, 1, 1, 1, 1, 1));

    assertThat(table.of(1)).isEqualTo(0.5);
    assertThat(table.of(0)).isCloseTo(1 / 12.0, within(1e-12));
    assertThat(table.of(2)).isCloseTo(11 / 12.0, within(1e-12));
  }

  private static WeightedPercentiles unweighted(double... scores) {
    double[] weights = new double[scores.length];
    Arrays.fill(weights, 1);
    return new WeightedPercentiles(scores, weights);
  }

  @Test
  void aCutDoesNotTakeInAMassOfEqualScoresForASmallShare() {
    double[] scores = new double[100];
    scores[98] = 0.5;
    scores[99] = 0.9;
    double[] weights = new double[100];
    Arrays.fill(weights, 1);
    WeightedPercentiles sure = new WeightedPercentiles(scores, weights);

    assertThat(sure.quantile(0.95)).isZero();
    assertThat(sure.cut(0.05)).isEqualTo(0.5);
    assertThat(sure.cut(0.6)).isZero();
    assertThat(sure.cut(0.001)).isEqualTo(0.9);
  }

  @Property
  void aCutIsTheQuantileWhereNoScoreIsTied(
      @ForAll @IntRange(min = 4, max = 200) int items,
      @ForAll @IntRange(min = 1, max = 99) int cent) {
    double[] scores = new double[items];
    double[] weights = new double[items];
    Arrays.setAll(scores, i -> i);
    Arrays.fill(weights, 1);
    WeightedPercentiles population = new WeightedPercentiles(scores, weights);
    double share = Math.max(cent / 100.0, 1.0 / items);

    assertThat(population.cut(share)).isEqualTo(population.quantile(1 - share));
  }

  @Test
  void aCutThatIsFartherOffAboveATieStaysBelowIt() {
    double[] scores = new double[1000];
    double[] weights = new double[1000];
    Arrays.fill(weights, 1);
    Arrays.fill(scores, 900, 1000, 0.5);
    scores[999] = 0.9;
    WeightedPercentiles population = new WeightedPercentiles(scores, weights);

    // A tenth instead of a twenty-fifth is nearer than a thousandth.
    assertThat(population.cut(0.04)).isEqualTo(0.5);
    assertThat(population.cut(0.005)).isEqualTo(0.9);
  }

  @Test
  void oneHeavyItemIsNoTie() {
    WeightedPercentiles population =
        new WeightedPercentiles(new double[] {1, 2, 3}, new double[] {1, 1000, 1});

    assertThat(population.cut(0.01)).isEqualTo(2);
  }
}
