package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

class BootstrapTest {

  private static final double[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  @Test
  void theStandardErrorOfAMeanIsThatOfTheTextbook() {
    Replicates replicates = new Bootstrap(1, 4000).of(mean(VALUES));
    assertThat(replicates.estimate()).isEqualTo(6.5);
    // sd with n in the denominator is sqrt(143 / 12) = 3.452; / sqrt(12) = .9965.
    assertThat(replicates.standardError()).isCloseTo(.9965, within(.04));
    assertThat(replicates.interval(.9).low()).isCloseTo(6.5 - 1.645 * .9965, within(.12));
    assertThat(replicates.upper(.95)).isCloseTo(6.5 + 1.645 * .9965, within(.12));
    assertThat(replicates.interval(.9).high()).isEqualTo(replicates.upper(.95));
  }

  @Test
  void withinStrataOnlyTheirOwnSpreadCountsAndSmallOnesAreNotUnderstated() {
    // Three strata of four, each 1, 2, 3, 4 plus a level: variance of the stratified mean is
    // (1/9) · 3 · s²/4 with s² = 5/3, so .3727; the levels 0, 4, 8 add nothing.
    Map<String, String> strata = new HashMap<>();
    IntStream.range(0, 12).forEach(i -> strata.put(name(i), "s" + i / 4));
    Replicates replicates = new Bootstrap(1, 4000).stratified(mean(VALUES), strata);
    assertThat(replicates.standardError()).isCloseTo(.3727, within(.015));
  }

  @Test
  void aStratumOfOneIsDrawnWithItsNeighbour() {
    Map<String, String> strata = new HashMap<>();
    IntStream.range(0, 12).forEach(i -> strata.put(name(i), i == 0 ? "a" : i == 11 ? "z" : "m"));
    Replicates replicates = new Bootstrap(1, 2000).stratified(mean(VALUES), strata);
    // As one stratum of twelve: sqrt(13 / 12).
    assertThat(replicates.standardError()).isCloseTo(1.0408, within(.06));
  }

  @Test
  void everyGroupNeedsAStratum() {
    assertThatThrownBy(() -> new Bootstrap(1, 5).stratified(mean(VALUES), Map.of()))
        .hasMessage("Group g00 has no stratum");
  }

  @Test
  void replicatesWithoutAValueAreDroppedAndCounted() {
    GroupStatistic statistic =
        GroupStatistic.of(List.of("a", "b"), times -> times[0] == 0 ? Double.NaN : times[0]);
    Replicates replicates = new Bootstrap(1, 4000).of(statistic);
    assertThat(replicates.undefined()).isBetween(900, 1100);
    assertThat(replicates.defined() + replicates.undefined()).isEqualTo(4000);
    assertThat(replicates.lower(.95)).isEqualTo(1);
  }

  @Test
  void anUndefinedStatisticHasNoBounds() {
    Replicates replicates =
        new Bootstrap(1, 10).of(GroupStatistic.of(List.of(), times -> Double.NaN));
    assertThat(replicates.interval(.95)).isEqualTo(Interval.UNDEFINED);
    assertThat(replicates.standardError()).isNaN();
  }

  @Test
  void theCorrectedBoundOfAMeanOfSymmetricValuesIsThePlainOne() {
    Replicates replicates = new Bootstrap(1, 4000).of(mean(VALUES));
    assertThat(replicates.correctedUpper(.95)).isCloseTo(replicates.upper(.95), within(.1));
    assertThat(replicates.correctedLower(.95)).isCloseTo(replicates.lower(.95), within(.1));
  }

  @Test
  void theCorrectedBoundsOfASkewedMeanReachFurtherToTheSkewedSide() {
    double[] skewed = {1, 1, 1, 1, 1, 1, 2, 2, 3, 5, 9, 21};
    Replicates replicates = new Bootstrap(1, 4000).of(mean(skewed));
    // Acceleration of a mean is Σ(x − 4)³ / (6 (Σ(x − 4)²)^1.5) = 4860 / (6 · 378^1.5) = .1102.
    assertThat(replicates.correctedUpper(.95)).isGreaterThan(replicates.upper(.95) + .3);
    assertThat(replicates.correctedLower(.95)).isGreaterThan(replicates.lower(.95));
  }

  @Test
  void oneGroupAloneHasNoBounds() {
    GroupStatistic statistic = GroupStatistic.of(List.of("all"), times -> 0.5);
    for (Replicates replicates :
        List.of(
            new Bootstrap(1, 10).of(statistic),
            new Bootstrap(1, 10).stratified(statistic, Map.of("all", "s")))) {
      assertThat(replicates.estimate()).isEqualTo(.5);
      assertThat(replicates.upper(.95)).isNaN();
      assertThat(replicates.undefined()).isEqualTo(10);
    }
  }

  @Test
  void oneSeedGivesTheSameReplicatesAndAnotherGivesOthers() {
    assertThat(new Bootstrap(7, 50).of(mean(VALUES)).standardError())
        .isEqualTo(new Bootstrap(7, 50).of(mean(VALUES)).standardError())
        .isNotEqualTo(new Bootstrap(8, 50).of(mean(VALUES)).standardError());
  }

  @Test
  void aPairedDifferenceOfAFigureWithItselfIsAlwaysZero() {
    GroupStatistic mean = mean(VALUES);
    assertThat(new Bootstrap(1, 100).of(mean.minus(mean)).standardError()).isZero();
    GroupStatistic other = GroupStatistic.of(List.of("x"), times -> 1);
    assertThatThrownBy(() -> mean.minus(other))
        .hasMessage("A paired difference needs the same groups on both sides");
  }

  @Test
  void itemsOfAGroupTravelTogether() {
    List<Rating> alone = ratings(200, 1, 3);
    List<Rating> doubled = ratings(200, 2, 3);
    Interval single = bootstrapped(alone).interval(.95);
    Interval grouped = bootstrapped(doubled).interval(.95);
    // Each item twice in its group tells nothing new: the interval stays as it was.
    assertThat(grouped.low()).isCloseTo(single.low(), within(1e-9));
    assertThat(grouped.high()).isCloseTo(single.high(), within(1e-9));
  }

  @Test
  void theOrderOfTheRatingsChangesNoBit() {
    List<Rating> ratings = ratings(60, 1, 3);
    Interval before = bootstrapped(ratings).interval(.95);
    Collections.shuffle(ratings, new Random(3));
    assertThat(bootstrapped(ratings).interval(.95)).isEqualTo(before);
  }

  @Test
  void kappaHasTheStandardErrorOfFleissCohenAndEveritt() {
    List<Rating> ratings = new ArrayList<>();
    double[][] table = Tables.ARTSTEIN_POESIO_2008_P558;
    int item = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int n = 0; n < table[i][j]; n++) {
          ratings.add(rating("i" + item, "i" + item, "ann", Answer.values()[i]));
          ratings.add(rating("i" + item, "i" + item++, "bob", Answer.values()[j]));
        }
      }
    }
    assertThat(bootstrapped(ratings).standardError()).isCloseTo(.095008, within(.006));
  }

  @Test
  void givesTheSameReplicatesOnOneThreadAsOnMany() {
    List<Rating> ratings = ratings(200, 1, 3);

    Replicates many = bootstrapped(ratings);
    Replicates one = new ForkJoinPool(1).submit(() -> bootstrapped(ratings)).join();

    assertThat(one.interval(.95)).isEqualTo(many.interval(.95));
    assertThat(one.correctedUpper(.95)).isEqualTo(many.correctedUpper(.95));
  }

  private static Replicates bootstrapped(List<Rating> ratings) {
    GroupStatistic kappa = new ExpertAgreement(Ratings.of(ratings)).statistic(Categories.DECIDED);
    return new Bootstrap(1, 2000).of(kappa);
  }

  private static List<Rating> ratings(int groups, int copies, int raters) {
    Random random = new Random(11);
    List<Rating> ratings = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      boolean truth = random.nextInt(10) < 4;
      for (int rater = 0; rater < raters; rater++) {
        Answer answer = truth == (random.nextInt(10) > 0) ? Answer.POSITIVE : Answer.NEGATIVE;
        for (int copy = 0; copy < copies; copy++) {
          ratings.add(rating(group + "-" + copy, "g" + group, "r" + rater, answer));
        }
      }
    }
    return ratings;
  }

  private static Rating rating(String item, String group, String rater, Answer answer) {
    return new Rating(item, group, rater, answer, 1);
  }

  private static GroupStatistic mean(double[] values) {
    List<String> groups = IntStream.range(0, values.length).mapToObj(i -> name(i)).toList();
    return GroupStatistic.of(
        groups,
        times ->
            IntStream.range(0, values.length).mapToDouble(i -> times[i] * values[i]).sum()
                / Arrays.stream(times).sum());
  }

  private static String name(int group) {
    return "g" + group / 10 + group % 10;
  }
}
