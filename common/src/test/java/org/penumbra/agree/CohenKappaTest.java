package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.junit.jupiter.api.Test;

class CohenKappaTest {

  private static final double PRINTED = 5e-7;

  @Test
  void oneCategoryOnlyIsUndefinedWithItsCountsKept() {
    CohenKappa kappa = CohenKappa.of(new double[][] {{7, 0}, {0, 0}});
    assertThat(kappa.value()).isNaN();
    assertThat(kappa.standardError()).isNaN();
    assertThat(kappa.total()).isEqualTo(7);
    assertThat(kappa.observed()).isEqualTo(1);
  }

  @Test
  void oneItemIsUndefined() {
    CohenKappa kappa = CohenKappa.of(new double[][] {{0, 1}, {0, 0}});
    assertThat(kappa.value()).isNaN();
    assertThat(kappa.total()).isEqualTo(1);
  }

  @Test
  void anEmptyTableIsUndefined() {
    assertThat(CohenKappa.of(new double[2][2]).value()).isNaN();
  }

  @Test
  void oneCategoryByOneRaterAndTwoByTheOtherIsZero() {
    assertThat(CohenKappa.of(new double[][] {{7, 3}, {0, 0}}).value()).isEqualTo(0);
  }

  @Test
  void weightsScaleTheTableButNotItsPrecision() {
    double[][] tripled = {{264, 42, 54}, {30, 120, 30}, {6, 18, 36}};
    CohenKappa kappa = CohenKappa.ofWeights(tripled, 200);
    assertThat(kappa.value()).isCloseTo(.491525, within(PRINTED));
    assertThat(kappa.standardError()).isCloseTo(.051002, within(PRINTED));
    assertThat(kappa.total()).isEqualTo(600);
  }

  @Test
  void refusesATableThatIsNotSquareOrHoldsNegativeCounts() {
    assertThatThrownBy(() -> CohenKappa.of(new double[][] {{1, 2}}))
        .hasMessage("A table of kappa is square, row 0 is not");
    assertThatThrownBy(() -> CohenKappa.of(new double[][] {{1, -2}, {0, 1}}))
        .hasMessage("A cell of kappa is a count, not -2.0");
  }

  @Property(tries = 200)
  void agreesWithAnIndependentLibraryAndDoesNotMindWhoIsRaterOne(
      @ForAll @Size(9) List<@IntRange(max = 20) Integer> cells) {
    double[][] table = new double[3][3];
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 9; i++) {
      table[i / 3][i % 3] = cells.get(i);
      transposed[i % 3][i / 3] = cells.get(i);
    }
    CohenKappa kappa = CohenKappa.of(table);
    if (Double.isNaN(kappa.value())) {
      return;
    }
    double oracle = new CohenKappaAgreement(Tables.study(table)).calculateAgreement();
    assertThat(kappa.value()).isCloseTo(oracle, within(1e-9));
    assertThat(CohenKappa.of(transposed).value()).isCloseTo(kappa.value(), within(1e-12));
    assertThat(CohenKappa.of(transposed).standardError())
        .isCloseTo(kappa.standardError(), within(1e-9));
  }
}
