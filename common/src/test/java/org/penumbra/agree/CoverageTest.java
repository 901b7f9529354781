package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often 95 % intervals hold the kappa that the simulated raters have. */
class CoverageTest {

  @ParameterizedTest
  @CsvSource({
    ".3, .4, 100, 2, 1",
    ".9, .4, 100, 2, 1",
    ".5, .4, 300, 3, 2",
    ".7, .05, 300, 2, 1",
    ".9, .05, 300, 2, 2",
    ".7, .4, 100, 5, 2"
  })
  void theIntervalsOfTheProductHoldWhatTheyPromise(
      double kappa, double prevalence, int items, int raters, int groupSize) {
    var simulation = new KappaSimulation(kappa, prevalence, items, raters, groupSize);
    // Of 1,000 samples of a true 95 % interval 930 to 970 hold it in all but 4 of 1,000 tests.
    assertThat(Coverage.of(simulation, Coverage.Method.GOODNESS_OF_FIT, 1000, 1))
        .isBetween(.93, .975);
  }

  @Test
  void standardErrorsAndPercentilesFailWhereDisagreementIsRare() {
    var rare = new KappaSimulation(.9, .05, 100, 2, 1);
    assertThat(Coverage.of(rare, Coverage.Method.STANDARD_ERROR, 400, 1)).isLessThan(.7);
    assertThat(Coverage.of(rare, Coverage.Method.PERCENTILE, 200, 200)).isLessThan(.7);
    assertThat(Coverage.of(rare, Coverage.Method.GOODNESS_OF_FIT, 400, 1)).isGreaterThan(.93);
  }

  @Test
  void whereTheIntervalStillFailsTheCautionSpeaks() {
    var few = new KappaSimulation(.3, .05, 100, 5, 2);
    assertThat(Coverage.of(few, Coverage.Method.GOODNESS_OF_FIT, 400, 1)).isLessThan(.93);
    assertThat(KappaCaution.of(few.items(), few.prevalence(), few.kappa())).isPresent();
  }
}
