package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.label.Answer.INVALID;
import static org.penumbra.label.Answer.NEGATIVE;
import static org.penumbra.label.Answer.POSITIVE;
import static org.penumbra.label.Answer.UNSURE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

class AgreementTest {

  /** Items 1 to 6; ann and bob give the table {{3, 1}, {0, 2}}: kappa 2/3. */
  private static List<Rating> annAndBob() {
    List<Rating> ratings = new ArrayList<>();
    Answer[] ann = {NEGATIVE, NEGATIVE, NEGATIVE, NEGATIVE, POSITIVE, POSITIVE};
    Answer[] bob = {NEGATIVE, NEGATIVE, NEGATIVE, POSITIVE, POSITIVE, POSITIVE};
    for (int i = 0; i < 6; i++) {
      ratings.add(rating(i, "ann", ann[i]));
      ratings.add(rating(i, "bob", bob[i]));
    }
    return ratings;
  }

  @Test
  void twoExpertsAgreeAsTheirTableSays() {
    MeanKappa kappa = experts(annAndBob()).kappa(Categories.DECIDED);
    assertThat(kappa.value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(kappa).isEqualTo(new MeanKappa(kappa.value(), 1, 0, 6));
  }

  @Test
  void isTheMeanOverPairsOnTheirCommonItems() {
    List<Rating> ratings = annAndBob();
    // cay agrees with ann on items 0, 1, 4, 5 (kappa 1) and with bob on the same (kappa 1).
    ratings.add(rating(0, "cay", NEGATIVE));
    ratings.add(rating(1, "cay", NEGATIVE));
    ratings.add(rating(4, "cay", POSITIVE));
    ratings.add(rating(5, "cay", POSITIVE));
    MeanKappa kappa = experts(ratings).kappa(Categories.DECIDED);
    assertThat(kappa.value()).isCloseTo((2.0 / 3 + 1 + 1) / 3, within(1e-12));
    assertThat(kappa.defined()).isEqualTo(3);
  }

  @Test
  void aPairWithoutAKappaIsLeftOutAndCounted() {
    List<Rating> ratings = annAndBob();
    ratings.add(rating(0, "cay", NEGATIVE));
    ratings.add(rating(1, "cay", NEGATIVE));
    MeanKappa kappa = experts(ratings).kappa(Categories.DECIDED);
    assertThat(kappa.value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(kappa.defined()).isEqualTo(1);
    assertThat(kappa.undefined()).isEqualTo(2);
  }

  @Test
  void nobodyInCommonIsUndefinedAndNotAnError() {
    MeanKappa kappa = experts(List.of(rating(0, "ann", POSITIVE))).kappa(Categories.DECIDED);
    assertThat(kappa.value()).isNaN();
    assertThat(kappa.defined() + kappa.undefined() + kappa.items()).isZero();
  }

  @Test
  void unsureIsAGapInBinaryKappaAndACategoryInTheOther() {
    List<Rating> ratings = annAndBob();
    ratings.add(rating(6, "ann", UNSURE));
    ratings.add(rating(6, "bob", POSITIVE));
    ratings.add(rating(7, "ann", UNSURE));
    ratings.add(rating(7, "bob", UNSURE));
    ratings.add(rating(8, "ann", INVALID));
    ratings.add(rating(8, "bob", POSITIVE));
    assertThat(experts(ratings).kappa(Categories.DECIDED).value())
        .isCloseTo(2.0 / 3, within(1e-12));
    assertThat(experts(ratings).kappa(Categories.DECIDED).items()).isEqualTo(6);
    double three = CohenKappa.of(new double[][] {{3, 1, 0}, {0, 2, 0}, {0, 1, 1}}).value();
    assertThat(experts(ratings).kappa(Categories.WITH_UNSURE).value())
        .isCloseTo(three, within(1e-12));
    assertThat(experts(ratings).kappa(Categories.WITH_UNSURE).items()).isEqualTo(8);
    assertThat(experts(ratings).unsureShare().estimate()).isCloseTo(3.0 / 17, within(1e-12));
  }

  @Test
  void anItemOfWeightThreeCountsAsThreeItems() {
    List<Rating> weighted = new ArrayList<>();
    List<Rating> tripled = new ArrayList<>();
    for (Rating rating : annAndBob()) {
      boolean heavy = rating.itemId().equals("item-3");
      weighted.add(
          new Rating(
              rating.itemId(), rating.group(), rating.rater(), rating.answer(), heavy ? 3 : 1));
      for (int copy = 0; copy < (heavy ? 3 : 1); copy++) {
        tripled.add(
            new Rating(rating.itemId() + copy, rating.group(), rating.rater(), rating.answer(), 1));
      }
    }
    assertThat(experts(weighted).kappa(Categories.DECIDED).value())
        .isCloseTo(experts(tripled).kappa(Categories.DECIDED).value(), within(1e-12));
  }

  @Test
  void aModelIsHeldAgainstEachRaterInTurn() {
    // Against ann {{3, 0}, {1, 2}}: 2/3; against bob the model is bob: 1.
    MeanKappa kappa =
        new ModelAgreement(Ratings.of(annAndBob()), bobAsModel()).kappa(Categories.DECIDED);
    assertThat(kappa.value()).isCloseTo((2.0 / 3 + 1) / 2, within(1e-12));
    assertThat(kappa).isEqualTo(new MeanKappa(kappa.value(), 2, 0, 6));
  }

  @Test
  void theGapIsTakenOnTheSameDoubledItems() {
    List<Rating> ratings = annAndBob();
    // Answered by one expert only, or unknown to the model: neither may enter the gap.
    ratings.add(rating(6, "ann", POSITIVE));
    ratings.add(rating(7, "ann", POSITIVE));
    ratings.add(rating(7, "bob", NEGATIVE));
    Map<String, Answer> model = bobAsModel();
    model.put("item-6", NEGATIVE);
    KappaGap gap = new KappaGap(Ratings.of(ratings), model, Categories.DECIDED);
    assertThat(gap.doubledItems()).isEqualTo(6);
    assertThat(gap.expertKappa().value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(gap.modelKappa().value()).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(gap.statistic().estimate()).isCloseTo(-1.0 / 6, within(1e-12));
  }

  @Test
  void refusesAnItemThatARaterAnsweredTwiceOrThatChangesItsGroup() {
    List<Rating> twice = List.of(rating(0, "ann", POSITIVE), rating(0, "ann", NEGATIVE));
    assertThatThrownBy(() -> Ratings.of(twice)).hasMessage("Rater ann answered item item-0 twice");
    List<Rating> moved =
        List.of(rating(0, "ann", POSITIVE), new Rating("item-0", "other", "bob", POSITIVE, 1));
    assertThatThrownBy(() -> Ratings.of(moved))
        .hasMessage("The ratings of item item-0 differ in group or weight");
    assertThatThrownBy(() -> new Rating("i", "g", "ann", POSITIVE, 0))
        .hasMessage("The weight of item i must be over 0 and finite, not 0.0");
  }

  @Test
  void onlyFirstAnswersOfOneGuidelineVersionAreRatings() {
    List<ExpertLabel> labels =
        List.of(
            label("v1", "i1", "ann", Phase.FIRST),
            label("v1", "i1", "ann", Phase.REPEAT),
            label("v1", "i1", "bob", Phase.ADJUDICATION),
            label("v1", "i2", "bob", Phase.FIRST));
    Ratings ratings = Ratings.ofFirstAnswers(labels, Map.of("i1", "thread"), Map.of("i2", 4.0));
    assertThat(ratings.items())
        .containsExactly(
            new Ratings.Item("i1", "thread", 1, new TreeMap<>(Map.of("ann", POSITIVE))),
            new Ratings.Item("i2", "i2", 4, new TreeMap<>(Map.of("bob", POSITIVE))));
    assertThat(ratings.groups()).containsExactly("i2", "thread");
    List<ExpertLabel> mixed = new ArrayList<>(labels);
    mixed.add(label("v2", "i3", "ann", Phase.FIRST));
    assertThatThrownBy(() -> Ratings.ofFirstAnswers(mixed, Map.of(), Map.of()))
        .hasMessageStartingWith("Cannot pool labels: they follow guideline versions v1, v2,");
  }

  private static ExpertLabel label(String version, String item, String rater, Phase phase) {
    return new ExpertLabel(
        "p", version, item, rater, POSITIVE, phase, List.of(), null, "", "", "", 1, Instant.EPOCH);
  }

  @Property(tries = 50)
  void neitherOrderNorAnIndependentLibraryChangesAFigure(@ForAll long seed) {
    Random random = new Random(seed);
    List<Rating> ratings = new ArrayList<>();
    var study = new CodingAnnotationStudy(2);
    for (int i = 0; i < 40; i++) {
      Answer ann = Answer.values()[random.nextInt(3)];
      Answer bob = random.nextBoolean() ? ann : Answer.values()[random.nextInt(3)];
      ratings.add(rating(i, "ann", ann));
      ratings.add(rating(i, "bob", bob));
      study.addItem(ann, bob);
    }
    double kappa = experts(ratings).kappa(Categories.WITH_UNSURE).value();
    Collections.shuffle(ratings, random);
    assertThat(experts(ratings).kappa(Categories.WITH_UNSURE).value()).isEqualTo(kappa);
    assertThat(kappa).isCloseTo(new CohenKappaAgreement(study).calculateAgreement(), within(1e-12));
  }

  private static ExpertAgreement experts(List<Rating> ratings) {
    return new ExpertAgreement(Ratings.of(ratings));
  }

  private static Map<String, Answer> bobAsModel() {
    Map<String, Answer> model = new TreeMap<>();
    for (Rating rating : annAndBob()) {
      if (rating.rater().equals("bob")) {
        model.put(rating.itemId(), rating.answer());
      }
    }
    return model;
  }

  private static Rating rating(int item, String rater, Answer answer) {
    return new Rating("item-" + item, "group-" + item, rater, answer, 1);
  }
}
