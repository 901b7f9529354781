package org.penumbra.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RaterModelTest {

  @Test
  void solvesTheErrorRateOfTwoRatersAlike() {
    // At prevalence 1/2, kappa is (1 - 2e)²: .64 = .8².
    assertThat(RaterModel.reaching("a", .64, .5).clearError()).isCloseTo(.1, within(1e-12));
    assertThat(RaterModel.reaching("a", 1, .3).clearError()).isZero();
    assertThat(RaterModel.reaching("a", 0, .3).clearError()).isEqualTo(.5);
  }

  @Test
  void solvesTheErrorRateAgainstAnother() {
    // At prevalence 1/2, kappa is (1 - 2e)(1 - 2f): .8 · .5 = .4.
    RaterModel partner = new RaterModel("a", .1, .1).partnerReaching("b", .4, .5);
    assertThat(partner.name()).isEqualTo("b");
    assertThat(partner.clearError()).isCloseTo(.25, within(1e-12));
  }

  @Test
  void givesAFaultlessPartnerWhereNoneReachesTheKappa() {
    RaterModel partner = new RaterModel("a", .1, .1).partnerReaching("b", .9, .5);
    assertThat(partner.clearError()).isCloseTo(0, within(1e-12));
  }

  @Property
  void reachesTheKappaItWasSolvedFor(
      @ForAll @DoubleRange(min = .05, max = 1) double kappa,
      @ForAll @DoubleRange(min = .01, max = .99) double prevalence) {
    double error = RaterModel.reaching("a", kappa, prevalence).borderlineError();
    assertThat(ErrorRates.kappa(error, error, prevalence)).isCloseTo(kappa, within(1e-9));
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThatThrownBy(() -> new RaterModel("a", 1.1, 0))
        .hasMessage("The error rate must be 0 to 1, not 1.1");
    assertThatThrownBy(() -> RaterModel.reaching("a", Double.NaN, .5))
        .hasMessage("The kappa must be 0 to 1, not NaN");
    assertThatThrownBy(() -> RaterModel.reaching("a", .5, 0))
        .hasMessage("The prevalence must be within (0, 1), not 0.0");
    assertThatThrownBy(() -> new RaterModel("a", 0, .1).partnerReaching("b", .5, .5))
        .hasMessage("Rater a has two error rates, not one");
  }
}
