package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

class KappaIntervalTest {

  @Test
  void onManyItemsItIsThatOfTheStandardError() {
    Ratings ratings = ratings(1, 2000, 400, 400, 1500);
    Interval interval = interval(ratings);
    CohenKappa kappa = CohenKappa.of(new double[][] {{2000, 400}, {400, 1500}});
    assertThat(interval.estimate()).isCloseTo(kappa.value(), within(1e-12));
    assertThat(interval.low()).isCloseTo(Tables.interval(kappa, .95).low(), within(.001));
    assertThat(interval.high()).isCloseTo(Tables.interval(kappa, .95).high(), within(.001));
  }

  @Test
  void atEitherBoundTheEstimateIsTheStandardErrorsOfThatKappaAway() {
    Interval interval = interval(ratings(1, 40, 6, 6, 48));
    double low = reach(interval, interval.low());
    // The effective items are near 100.
    assertThat(low).isBetween(1.9, 2.0);
    assertThat(reach(interval, interval.high())).isCloseTo(low, within(1e-6));
  }

  @Test
  void sidesThatDifferInTheirShareOfPositivesAreNotTakenForAlike() {
    Interval interval = interval(ratings(1, 30, 150, 6, 114));
    assertThat(interval.estimate()).isCloseTo(.0972, within(.0001));
    // The jackknife's standard error is .0296; were both sides alike it would be .058.
    assertThat(interval.low()).isCloseTo(.039, within(.01));
    assertThat(interval.high()).isCloseTo(.155, within(.01));
  }

  @Test
  void biasesOfSeveralPairsDoNotMakeUpForOneAnother() {
    List<Rating> both = new ArrayList<>(ratings(1, 30, 150, 6, 114).ratings());
    Interval one = interval(Ratings.of(both));
    for (Rating rating : List.copyOf(both)) {
      String rater = rating.rater().equals("ann") ? "dan" : "cay";
      String item = "second" + rating.itemId();
      both.add(new Rating(item, item, rater, rating.answer(), 1));
    }
    Interval two = interval(Ratings.of(both));
    assertThat(two.estimate()).isCloseTo(one.estimate(), within(1e-9));
    assertThat((two.high() - two.low()) * Math.sqrt(2))
        .isCloseTo(one.high() - one.low(), within(.005));
  }

  @Test
  void aSideThatAlwaysSaysTheSameIsNotTakenForCertain() {
    Interval interval = interval(ratings(1, 0, 60, 0, 40));
    assertThat(interval.estimate()).isZero();
    assertThat(interval.low()).isLessThan(-.1);
    assertThat(interval.high()).isGreaterThan(.1);
  }

  @Test
  void withoutAnyDisagreementTheLowerBoundStaysHonest() {
    Interval interval = interval(ratings(1, 40, 0, 0, 10));
    assertThat(interval.estimate()).isEqualTo(1);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(.75, .9);
  }

  @Test
  void itemsRepeatedWithinTheirGroupTellNothingNew() {
    Interval single = interval(ratings(1, 60, 8, 8, 24));
    Interval doubled = interval(ratings(2, 60, 8, 8, 24));
    assertThat(doubled.low()).isCloseTo(single.low(), within(1e-9));
    assertThat(doubled.high()).isCloseTo(single.high(), within(1e-9));
  }

  @Test
  void oneGroupHasNoBoundsAndOneCategoryNoKappa() {
    List<Rating> ratings = new ArrayList<>();
    for (int item = 0; item < 4; item++) {
      Answer answer = item < 2 ? Answer.POSITIVE : Answer.NEGATIVE;
      ratings.add(new Rating("i" + item, "g", "ann", answer, 1));
      ratings.add(new Rating("i" + item, "g", "bob", answer, 1));
    }
    assertThat(interval(Ratings.of(ratings))).isEqualTo(new Interval(1, Double.NaN, Double.NaN));
    assertThat(interval(ratings(1, 5, 0, 0, 0))).isEqualTo(Interval.UNDEFINED);
    assertThat(interval(ratings(1, 0, 0, 0, 0))).isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void whereOneGroupHoldsAllPositivesAlmostNothingIsKnown() {
    Interval interval = interval(ratings(1, 30, 0, 0, 1));
    assertThat(interval.low()).isLessThan(.2);
  }

  /** How many standard errors of 100 items the estimate is away, were this the true kappa. */
  private static double reach(Interval interval, double kappa) {
    double both = .54 * .54 + .54 * .46 * kappa;
    double one = .54 * .46 * (1 - kappa);
    double[][] table = {{100 * (1 - both - 2 * one), 100 * one}, {100 * one, 100 * both}};
    return Math.abs(kappa - interval.estimate()) / CohenKappa.of(table).standardError();
  }

  private static Interval interval(Ratings ratings) {
    return new ExpertAgreement(ratings).interval(.95);
  }

  /** Groups of so many equal items, by what ann and bob say of them. */
  private static Ratings ratings(int copies, int neither, int bob, int ann, int both) {
    List<Rating> ratings = new ArrayList<>();
    int[] counts = {neither, bob, ann, both};
    int group = 0;
    for (int cell = 0; cell < 4; cell++) {
      for (int n = 0; n < counts[cell]; n++) {
        String name = String.format("g%05d", group++);
        for (int copy = 0; copy < copies; copy++) {
          ratings.add(new Rating(name + copy, name, "ann", answer(cell / 2), 1));
          ratings.add(new Rating(name + copy, name, "bob", answer(cell % 2), 1));
        }
      }
    }
    return Ratings.of(ratings);
  }

  private static Answer answer(int code) {
    return code == 1 ? Answer.POSITIVE : Answer.NEGATIVE;
  }
}
