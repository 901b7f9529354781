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
    assertThat(interval.low()).isCloseTo(kappa.interval(.95).low(), within(.001));
    assertThat(interval.high()).isCloseTo(kappa.interval(.95).high(), within(.001));
  }

  @Test
  void theBoundsAreWhereTheTestOfDonnerAndEliasziwBeginsToReject() {
    Ratings ratings = ratings(1, 40, 6, 6, 48);
    Interval interval = interval(ratings);
    double p = .54;
    double effective = misfit(p, interval.estimate(), interval.low());
    assertThat(misfit(p, interval.estimate(), interval.high())).isCloseTo(effective, within(1e-6));
    // Chi-squared of one degree of freedom at 95 % is 3.8415; the effective items are near 100.
    assertThat(3.8415 / effective).isBetween(95.0, 100.1);
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

  private static double misfit(double p, double estimate, double kappa) {
    double spread = p * (1 - p);
    double[] expected = {
      p * p + spread * kappa, 2 * spread * (1 - kappa), (1 - p) * (1 - p) + spread * kappa
    };
    double[] found = {
      p * p + spread * estimate, 2 * spread * (1 - estimate), (1 - p) * (1 - p) + spread * estimate
    };
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
    }
    return sum;
  }

  private static Interval interval(Ratings ratings) {
    GroupStatistic kappa = new ExpertAgreement(ratings).statistic(Categories.DECIDED);
    return KappaInterval.of(ratings, kappa, .95);
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
