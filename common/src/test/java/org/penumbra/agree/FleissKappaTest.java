package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;

class FleissKappaTest {

  @Test
  void oneCategoryOnlyOrNoItemIsUndefined() {
    assertThat(FleissKappa.of(new int[][] {{3, 0}, {3, 0}}).value()).isNaN();
    assertThat(FleissKappa.of(new int[0][]).value()).isNaN();
  }

  @Test
  void refusesItemsWithDifferentNumbersOfRaters() {
    assertThatThrownBy(() -> FleissKappa.of(new int[][] {{2, 1}, {2, 0}}))
        .hasMessage("Fleiss' kappa needs the same number of raters, 2 or more, on every item");
    assertThatThrownBy(() -> FleissKappa.of(new int[][] {{3, -1}}))
        .hasMessage("A count cannot be -1");
  }

  @Test
  void oneItemIsUndefined() {
    FleissKappa kappa = FleissKappa.of(new int[][] {{1, 2}});
    assertThat(kappa.value()).isNaN();
    assertThat(kappa.items()).isEqualTo(1);
  }

  @Property(tries = 50)
  void ofRatingsIsThatOfTheItemsWithTheFullNumberOfRaters(@ForAll long seed) {
    List<Rating> ratings = RandomRatings.of(new Random(seed), 40, 3);
    int[][] full =
        Arrays.stream(RandomRatings.counts(ratings, Categories.WITH_UNSURE))
            .filter(counts -> Arrays.stream(counts).sum() == 3)
            .toArray(int[][]::new);
    double statistic =
        FleissKappa.statistic(Ratings.of(ratings), Categories.WITH_UNSURE).estimate();
    assertThat(statistic).isCloseTo(FleissKappa.of(full).value(), within(1e-12));
  }

  @Test
  void nobodyInCommonIsUndefinedForRatingsToo() {
    List<Rating> alone = List.of(new Rating("i", "g", "r", Answer.POSITIVE, 1));
    assertThat(FleissKappa.statistic(Ratings.of(alone), Categories.DECIDED).estimate()).isNaN();
  }
}
