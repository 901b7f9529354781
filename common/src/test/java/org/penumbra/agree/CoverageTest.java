package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.penumbra.agree.Coverage.Method.PERCENTILE;
import static org.penumbra.agree.Coverage.Method.PROFILE;
import static org.penumbra.agree.Coverage.Method.STANDARD_ERROR;

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
    ".9, .05, 1000, 2, 2",
    ".7, .4, 100, 5, 2"
  })
  void theIntervalsOfTheProductHoldWhatTheyPromise(
      double kappa, double prevalence, int items, int raters, int groupSize) {
    var simulation = new KappaSimulation(kappa, prevalence, items, raters, groupSize);
    // The share of 600 samples has a standard error of .9 points, and the samples are fixed.
    assertThat(Coverage.of(simulation, 600, 1, PROFILE).get(PROFILE)).isBetween(.93, .97);
  }

  @ParameterizedTest
  @CsvSource({
    ".4, 300, 1, 1, .95, .5",
    ".4, 300, 3, 2, .3, 0",
    ".05, 300, 1, 1, .95, .5",
    ".4, 100, 3, 1, .95, .15",
    ".05, 1000, 1, 2, .6, .01"
  })
  void theyDoSoWhereAModelSaysPositiveMoreOrLessOftenThanTheRaters(
      double prevalence, int items, int raters, int groupSize, double hit, double alarm) {
    var simulation = new ModelSimulation(prevalence, items, raters, groupSize, hit, alarm);
    assertThat(Coverage.of(simulation, 600, 1, PROFILE).get(PROFILE)).isBetween(.93, .97);
  }

  @Test
  void standardErrorsAndPercentilesFailWhereDisagreementIsRare() {
    var rare = new KappaSimulation(.9, .05, 100, 2, 1);
    var shares = Coverage.of(rare, 300, 200, STANDARD_ERROR, PERCENTILE, PROFILE);
    assertThat(shares.get(STANDARD_ERROR)).isLessThan(.7);
    assertThat(shares.get(PERCENTILE)).isLessThan(.7);
    assertThat(shares.get(PROFILE)).isGreaterThan(.93);
  }

  @Test
  void whereTheIntervalStillFailsTheCautionSpeaks() {
    var few = new KappaSimulation(.3, .05, 100, 5, 2);
    assertThat(Coverage.of(few, 300, 1, PROFILE).get(PROFILE)).isLessThan(.93);
    assertThat(KappaCaution.of(few.items(), few.prevalence(), few.kappa())).isPresent();
  }
}
