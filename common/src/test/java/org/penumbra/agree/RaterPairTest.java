package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.label.Answer;

class RaterPairTest {

  @Test
  void everyPairIsMeasuredOnItsCommonItemsOnly() {
    List<Rating> ratings = new ArrayList<>();
    double[][] table = Tables.ARTSTEIN_POESIO_2008_P558;
    int item = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int n = 0; n < table[i][j]; n++, item++) {
          ratings.add(rating(item, "ann", Answer.values()[i]));
          ratings.add(rating(item, "bob", Answer.values()[j]));
        }
      }
    }
    ratings.add(rating(0, "cay", Answer.POSITIVE));
    ratings.add(rating(1000, "cay", Answer.POSITIVE));

    List<RaterPair> pairs = RaterPair.of(Ratings.of(ratings), .95);

    assertThat(pairs).extracting(RaterPair::first).containsExactly("ann", "ann", "bob");
    assertThat(pairs).extracting(RaterPair::second).containsExactly("bob", "cay", "cay");
    assertThat(pairs).extracting(RaterPair::items).containsExactly(100, 1, 1);
    assertThat(RaterPair.fewestItems(pairs)).isEqualTo(1);
    CohenKappa kappa = pairs.get(0).kappa();
    assertThat(kappa.value()).isCloseTo(.347826, within(5e-7));
    assertThat(kappa.standardError()).isCloseTo(.095008, within(5e-7));
    assertThat(pairs.get(0).interval().low()).isCloseTo(.16, within(.02));
    assertThat(pairs.get(0).interval().high()).isCloseTo(.53, within(.02));
    assertThat(pairs.get(1).interval()).isEqualTo(Interval.UNDEFINED);
    assertThat(pairs.get(1).kappa().total()).isEqualTo(1);
  }

  @Test
  void withoutCommonItemsThereIsNoPair() {
    Ratings ratings =
        Ratings.of(List.of(rating(1, "ann", Answer.POSITIVE), rating(2, "bob", Answer.POSITIVE)));
    assertThat(RaterPair.of(ratings, .95)).isEmpty();
    assertThat(RaterPair.fewestItems(List.of())).isZero();
  }

  @Property(tries = 50)
  void theirMeanIsTheMeanKappaAndEachIsThatOfAnIndependentLibrary(@ForAll long seed) {
    Ratings ratings = Ratings.of(RandomRatings.of(new Random(seed), 60, 3));
    List<RaterPair> pairs = RaterPair.of(ratings, .95);
    double mean = pairs.stream().mapToDouble(pair -> pair.kappa().value()).average().orElseThrow();
    assertThat(mean)
        .isCloseTo(new ExpertAgreement(ratings).kappa(Categories.DECIDED).value(), within(1e-12));
    for (RaterPair pair : pairs) {
      var study = new CodingAnnotationStudy(2);
      for (Ratings.Item item : ratings.items()) {
        Answer first = item.answers().getOrDefault(pair.first(), Answer.INVALID);
        Answer second = item.answers().getOrDefault(pair.second(), Answer.INVALID);
        if (first.decided() && second.decided()) {
          study.addItem(first, second);
        }
      }
      assertThat(pair.kappa().value())
          .isCloseTo(new CohenKappaAgreement(study).calculateAgreement(), within(1e-12));
    }
  }

  private static Rating rating(int item, String rater, Answer answer) {
    // Answer's order is positive, negative: the table's rows are told apart, not named.
    return new Rating("i" + item, "i" + item, rater, answer, 1);
  }
}
