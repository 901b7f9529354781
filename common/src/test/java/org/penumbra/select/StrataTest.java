package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrataTest {

  @Test
  void cutsAtQuantilesOfTheCorpusNotOfThePool() {
    // Two items kept with probability .1 stand for twenty; twenty more are all in the pool.
    double[] scores = new double[22];
    double[] probabilities = new double[22];
    Arrays.fill(probabilities, 1);
    IntStream.range(0, 22).forEach(i -> scores[i] = i);
    probabilities[0] = 0.1;
    probabilities[1] = 0.1;

    Strata strata = Strata.cut(scores, probabilities, new double[] {.5, .8});

    assertThat(strata.edges()).containsExactly(1, 13);
    assertThat(strata.poolProbabilities()).containsExactly(0.1, 1);
  }

  @Test
  void aScoreOnAnEdgeBelongsBelowIt() {
    Strata strata = new Strata(new double[] {.2, .7}, new double[] {1});

    assertThat(strata.band(.2)).isEqualTo(0);
    assertThat(strata.band(.21)).isEqualTo(1);
    assertThat(strata.band(.7)).isEqualTo(1);
    assertThat(strata.band(99)).isEqualTo(2);
  }

  @Test
  void eachPoolProbabilityHasItsOwnStrata() {
    Strata strata = new Strata(new double[] {.2, .7}, new double[] {.01, 1});

    assertThat(strata.stratum(.1, .01)).isEqualTo(0);
    assertThat(strata.stratum(.1, 1)).isEqualTo(1);
    assertThat(strata.stratum(.9, .01)).isEqualTo(4);
    assertThat(strata.bandOf(4)).isEqualTo(2);
    assertThatThrownBy(() -> strata.stratum(.1, .5)).hasMessage("Unknown pool probability 0.5");
  }

  @Test
  void theOrderOfItemsDoesNotMatter() {
    double[] scores = {.1, .2, .2, .3, .9};
    double[] probabilities = {.3, .7, .1, .3, 1};
    double[] backScores = {.9, .3, .2, .2, .1};
    double[] backProbabilities = {1, .3, .1, .7, .3};

    assertThat(Strata.cut(scores, probabilities, Strata.quantiles()).edges())
        .containsExactly(Strata.cut(backScores, backProbabilities, Strata.quantiles()).edges());
  }

  @Test
  void equalEdgesAreOne() {
    double[] scores = new double[100];
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    scores[99] = 1;

    assertThat(Strata.cut(scores, ones, Strata.quantiles()).edges()).containsExactly(0);
    assertThat(Strata.cut(scores, ones, Strata.quantiles()).bands()).isEqualTo(2);
  }

  @Test
  void assumedRatesMeanThePrevalenceAndRise() {
    double[] rates = AssumedRates.perBand(Strata.quantiles(), 0.05);

    double[] widths = {.5, .3, .1, .05, .03, .02};
    double mean = IntStream.range(0, 6).mapToDouble(i -> rates[i] * widths[i]).sum();
    assertThat(mean).isCloseTo(0.05, within(1e-3));
    assertThat(rates).isSorted();
    assertThat(rates[0]).isLessThan(0.02);
    assertThat(rates[5]).isBetween(0.3, 0.95);
  }

  @Test
  void withoutBandsTheAssumedRateIsThePrevalence() {
    assertThat(AssumedRates.perBand(new double[0], 0.2))
        .containsExactly(new double[] {.2}, within(1e-6));
  }
}
