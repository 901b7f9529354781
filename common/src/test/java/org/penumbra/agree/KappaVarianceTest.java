package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KappaVarianceTest {

  @ParameterizedTest
  @CsvSource({"20, 10, 20, 50", "118, 5, 2, 0", "38, 2, 50, 10", "40, 6, 6, 48", "5, 0, 30, 65"})
  void itIsThatOfFleissCohenAndEverittForTheTableWithThisKappaAndTheseShares(
      double neither, double second, double first, double both) {
    double all = neither + first + second + both;
    CohenKappa kappa = CohenKappa.of(new double[][] {{neither, second}, {first, both}});
    KappaVariance variance = new KappaVariance((first + both) / all, (second + both) / all);
    assertThat(Math.sqrt(variance.at(kappa.value()) / all))
        .isCloseTo(kappa.standardError(), within(1e-12));
  }

  @Test
  void whereNoItemIsNegativeToBothOrPositiveToBothKappaIsLowest() {
    CohenKappa noneNegative = CohenKappa.of(new double[][] {{0, 20}, {30, 50}});
    assertThat(new KappaVariance(.8, .7).lowest()).isCloseTo(noneNegative.value(), within(1e-12));
    CohenKappa nonePositive = CohenKappa.of(new double[][] {{50, 20}, {30, 0}});
    assertThat(new KappaVariance(.3, .2).lowest()).isCloseTo(nonePositive.value(), within(1e-12));
  }

  @Test
  void perfectAgreementOfEqualSharesHasNone() {
    assertThat(KappaVariance.ofBoth(.3).at(1)).isCloseTo(0, within(1e-15));
  }
}
