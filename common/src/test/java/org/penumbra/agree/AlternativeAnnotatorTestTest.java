package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;

/**
 * Three raters on items of alternating truth: ann errs on items 0 to 3, bob on 4 to 11, cay never.
 * The p-values are those of SciPy's ttest_1samp and, under 30 items, wilcoxon (approximate, with
 * correction), of W^h − W^f against ε.
 */
class AlternativeAnnotatorTestTest {

  @Test
  void comparesTheModelWithEachRaterByTheOthersAnswers() {
    // The model errs on 12 to 17, where all raters are right and so better. On 0 to 3 it is better
    // than ann, on 4 to 11 better than bob; on 0 to 11 it ties with whoever is right there.
    AlternativeAnnotatorTest.Result result = test(40, model(40, 12, 18), .2).run();

    assertThat(result.items()).isEqualTo(40);
    assertThat(result.raters())
        .extracting(AlternativeAnnotatorTest.Rater::rater)
        .containsExactly("ann", "bob", "cay");
    assertRater(result.raters().get(0), 34 / 40.0, 36 / 40.0, .033591572874742945);
    assertRater(result.raters().get(1), 34 / 40.0, 32 / 40.0, .0058056128516904846);
    assertRater(result.raters().get(2), 34 / 40.0, 40 / 40.0, .19360666440810212);
  }

  @Test
  void beatsWhomTheFalseDiscoveryRateAllows() {
    // Bounds for three dependent tests: .0091, .0182 and .0273. Only bob's .0058 is under its own.
    AlternativeAnnotatorTest.Result result = test(40, model(40, 12, 18), .2).run();

    assertThat(result.raters())
        .extracting(AlternativeAnnotatorTest.Rater::beaten)
        .containsExactly(false, true, false);
    assertThat(result.winningRate()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(result.passes()).isFalse();
    assertThat(result.advantageProbability()).isCloseTo(.85, within(1e-12));
    assertThat(result.inWords(.2))
        .isEqualTo(
            "may stand in for 1 of 3 raters at epsilon 0.20 (alternative annotator test not"
                + " passed), advantage probability 0.850");
  }

  @Test
  void ranksDifferencesWhereItemsAreFewerThanThirty() {
    AlternativeAnnotatorTest.Result result = test(20, model(20, 12, 14), .2).run();

    assertRater(result.raters().get(0), .9, .8, .0021008331804529567);
    assertRater(result.raters().get(1), .9, .6, .0009319034368027685);
    assertRater(result.raters().get(2), .9, 1, .003654559598674495);
    assertThat(result.winningRate()).isEqualTo(1);
    assertThat(result.passes()).isTrue();
    assertThat(result.inWords(.2))
        .startsWith(
            "may stand in for 3 of 3 raters at epsilon 0.20 (alternative annotator test passed)");
  }

  @Test
  void aModelLikeTheMajorityIsNeverTheWorseMatch() {
    AlternativeAnnotatorTest.Result result = test(40, model(40, 0, 0), .2).run();

    assertThat(result.advantageProbability()).isEqualTo(1);
    // Without spread and below ε it is certain.
    assertThat(result.raters().get(2).pValue()).isZero();
    assertThat(result.winningRate()).isEqualTo(1);
  }

  @Test
  void withoutAnAllowanceATieProvesNothing() {
    AlternativeAnnotatorTest.Result result = test(40, model(40, 0, 0), 0).run();

    assertThat(result.raters().get(2).pValue()).isEqualTo(1);
    assertThat(result.raters().get(2).beaten()).isFalse();
  }

  @Test
  void oneItemShowsNothing() {
    AlternativeAnnotatorTest.Result result = test(1, model(1, 0, 0), .2).run();

    assertThat(result.raters()).hasSize(3).noneMatch(AlternativeAnnotatorTest.Rater::beaten);
  }

  @Test
  void isUndefinedWithFewerThanThreeRaters() {
    List<Rating> two =
        ratings(40).stream().filter(rating -> !rating.rater().equals("cay")).toList();
    AlternativeAnnotatorTest test =
        new AlternativeAnnotatorTest(Ratings.of(two), model(40, 12, 18), .2);
    AlternativeAnnotatorTest.Result result = test.run();

    assertThat(result.defined()).isFalse();
    assertThat(result.raters()).hasSize(2);
    assertThat(result.inWords(.2))
        .isEqualTo("no alternative annotator test: 2 raters share items, 3 are needed");
    assertThat(result.winningRate()).isNaN();
    assertThat(result.advantageProbability()).isNaN();
    assertThat(result.passes()).isFalse();
    assertThat(test.advantageProbability().estimate()).isNaN();
  }

  @Test
  void leavesOutItemsOfOneRaterUndecidedAnswersAndWhatTheModelDidNotJudge() {
    List<Rating> ratings = new ArrayList<>(ratings(40));
    ratings.add(rating("alone", "ann", Answer.POSITIVE));
    ratings.add(rating("unsure", "ann", Answer.UNSURE));
    ratings.add(rating("unsure", "bob", Answer.POSITIVE));
    ratings.add(rating("unjudged", "ann", Answer.POSITIVE));
    ratings.add(rating("unjudged", "bob", Answer.POSITIVE));
    Map<String, Answer> model = model(40, 12, 18);
    model.put("alone", Answer.POSITIVE);
    model.put("unsure", Answer.POSITIVE);

    assertThat(new AlternativeAnnotatorTest(Ratings.of(ratings), model, .2).run())
        .isEqualTo(test(40, model(40, 12, 18), .2).run());
  }

  @Test
  void itsStatisticCountsGroupsAsOftenAsDrawn() {
    GroupStatistic statistic = test(40, model(40, 12, 18), .2).advantageProbability();
    double[] times = new double[statistic.groups().size()];
    Arrays.fill(times, 1);
    times[statistic.groups().indexOf("i12")] = 3;

    assertThat(statistic.estimate()).isCloseTo(.85, within(1e-12));
    assertThat(statistic.at(times)).isCloseTo(34 / 42.0, within(1e-12));
  }

  @Property(tries = 300)
  void anyAnswersGiveProbabilities(
      @ForAll @IntRange(min = 1, max = 40) int items,
      @ForAll("allowances") double epsilon,
      @ForAll Random random) {
    List<Rating> ratings = new ArrayList<>();
    Map<String, Answer> model = new TreeMap<>();
    for (int item = 0; item < items; item++) {
      for (String rater : List.of("ann", "bob", "cay")) {
        ratings.add(rating("i" + item, rater, answer(item, 0, random.nextInt(2 * items))));
      }
      model.put("i" + item, answer(item, 0, random.nextInt(2 * items)));
    }

    AlternativeAnnotatorTest.Result result =
        new AlternativeAnnotatorTest(Ratings.of(ratings), model, epsilon).run();

    assertThat(result.raters()).hasSize(3).allMatch(r -> 0 <= r.pValue() && r.pValue() <= 1);
    assertThat(result.raters()).allMatch(r -> r.modelAdvantage() + r.raterAdvantage() >= 1);
    assertThat(result.winningRate()).isBetween(0.0, 1.0);
  }

  @Provide
  Arbitrary<Double> allowances() {
    return Arbitraries.of(0.0, .1, .2, 1.0);
  }

  @Test
  void refusesAnAllowanceThatIsNoShare() {
    assertThatThrownBy(() -> test(40, model(40, 0, 0), 1.1))
        .hasMessage("Epsilon is in [0, 1], not 1.1");
  }

  private static void assertRater(
      AlternativeAnnotatorTest.Rater rater, double model, double human, double pValue) {
    assertThat(rater.modelAdvantage()).isCloseTo(model, within(1e-12));
    assertThat(rater.raterAdvantage()).isCloseTo(human, within(1e-12));
    assertThat(rater.pValue()).isCloseTo(pValue, within(1e-9));
  }

  private static AlternativeAnnotatorTest test(
      int items, Map<String, Answer> model, double epsilon) {
    return new AlternativeAnnotatorTest(Ratings.of(ratings(items)), model, epsilon);
  }

  private static List<Rating> ratings(int items) {
    List<Rating> ratings = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      ratings.add(rating("i" + item, "ann", answer(item, 0, 4)));
      ratings.add(rating("i" + item, "bob", answer(item, 4, 12)));
      ratings.add(rating("i" + item, "cay", answer(item, 0, 0)));
    }
    return ratings;
  }

  private static Map<String, Answer> model(int items, int wrongFrom, int wrongTo) {
    Map<String, Answer> model = new TreeMap<>();
    for (int item = 0; item < items; item++) {
      model.put("i" + item, answer(item, wrongFrom, wrongTo));
    }
    return model;
  }

  private static Answer answer(int item, int wrongFrom, int wrongTo) {
    boolean wrong = wrongFrom <= item && item < wrongTo;
    return (item % 2 == 1) != wrong ? Answer.POSITIVE : Answer.NEGATIVE;
  }

  private static Rating rating(String item, String rater, Answer answer) {
    return new Rating(item, item, rater, answer, 1);
  }
}
