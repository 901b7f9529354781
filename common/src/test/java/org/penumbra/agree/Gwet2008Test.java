package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.agree.Tables.assertKappa;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Gwet 2008, "Computing inter-rater reliability … in the presence of high agreement". */
class Gwet2008Test {

  /** Four raters, twelve subjects, five categories, with gaps, as counts: Krippendorff's data. */
  private static final int[][] FOUR_RATERS = {
    {3, 0, 0, 0, 0}, {0, 3, 1, 0, 0}, {0, 0, 4, 0, 0}, {0, 0, 4, 0, 0}, {0, 4, 0, 0, 0},
    {1, 1, 1, 1, 0}, {0, 0, 0, 4, 0}, {3, 1, 0, 0, 0}, {0, 4, 0, 0, 0}, {0, 0, 0, 0, 3},
    {2, 0, 0, 0, 0}, {0, 0, 1, 0, 0}
  };

  @Test
  void whereTwoRatersAgreeOnTheCommonCategoryKappaCollapsesAndAc1DoesNot() {
    assertKappa(Tables.PREVALENCE_PARADOX, -.023392, .012287);
    // observed 118 / 125 = .944; share of one category 243 / 250 = .972; 2 · .972 · .028 = .054432
    GwetAc1 ac1 = GwetAc1.of(Tables.counts(Tables.PREVALENCE_PARADOX));
    assertThat(ac1.observed()).isCloseTo(.944, within(1e-12));
    assertThat(ac1.expected()).isCloseTo(.054432, within(1e-12));
    assertThat(ac1.value()).isCloseTo(.940776, within(5e-7));
    assertThat(ac1.items()).isEqualTo(125);
  }

  /** Published beside Gwet's own package irrCAC (vignette "overview", table cont3x3abstractors). */
  @Test
  void twoAbstractorsOfHundredPregnancies() {
    double[][] abstractors = {{13, 0, 0}, {0, 20, 7}, {0, 4, 56}};
    assertThat(CohenKappa.of(abstractors).value()).isCloseTo(.7964094, within(5e-8));
    assertThat(GwetAc1.of(Tables.counts(abstractors)).value()).isCloseTo(.8493305, within(5e-8));
  }

  @Test
  void fourRatersWithGaps() {
    GwetAc1 ac1 = GwetAc1.of(FOUR_RATERS);
    assertThat(ac1.value()).isCloseTo(.77544, within(5e-6));
    assertThat(ac1.observed()).isCloseTo(.81818, within(5e-6));
    assertThat(ac1.expected()).isCloseTo(.19032, within(5e-6));
    assertThat(ac1.items()).isEqualTo(11);
  }

  @Test
  void oneCategoryOneItemOrNoPairIsUndefinedWithItsCounts() {
    assertThat(GwetAc1.of(new int[][] {{3, 0}, {2, 0}}).value()).isNaN();
    assertThat(GwetAc1.of(new int[][] {{3, 0}, {2, 0}}).items()).isEqualTo(2);
    assertThat(GwetAc1.of(new int[][] {{1, 1}}).value()).isNaN();
    assertThat(GwetAc1.of(new int[][] {{1, 0}, {0, 1}}).value()).isNaN();
    assertThat(GwetAc1.of(new int[0][]).value()).isNaN();
  }

  @Property(tries = 50)
  void ofRatingsIsOfTheirCounts(@ForAll long seed) {
    List<Rating> ratings = RandomRatings.of(new Random(seed), 30, 4);
    double statistic = GwetAc1.statistic(Ratings.of(ratings), Categories.WITH_UNSURE).estimate();
    double value = GwetAc1.of(RandomRatings.counts(ratings, Categories.WITH_UNSURE)).value();
    assertThat(statistic).isCloseTo(value, within(1e-12));
  }
}
