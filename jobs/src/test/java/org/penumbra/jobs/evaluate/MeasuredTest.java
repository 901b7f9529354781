package org.penumbra.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Confusion;
import org.penumbra.agree.ExpertAgreement;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.label.Answer;

/** Which interval stands beside which figure. */
class MeasuredTest {

  private static final double LEVEL = .95;
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1, 400);

  private final Measured measured = new Measured(BOOTSTRAP, LEVEL, null);

  @Test
  void kappasOfItemsOfOneWeightHaveTheirOwnInterval() {
    Ratings ratings = Ratings.of(ratings(1));

    measured.raters(Measured.EVAL, ratings, 120, measured.byGroup());

    assertThat(value(Measured.EXPERT_KAPPA))
        .isEqualTo(new ExpertAgreement(ratings).interval(LEVEL));
  }

  @Test
  void otherFiguresWithoutStrataAreCorrectedForBiasAndSkewness() {
    List<Rating> truth = truth();
    Predicted predicted = predicted();

    measured.against(subject(), truth, predicted, measured.byGroup());

    var precision = Confusion.statistic(truth, predicted.answers(), Confusion::precision);
    assertThat(value(Measured.PRECISION))
        .isEqualTo(BOOTSTRAP.of(precision).correctedInterval(LEVEL))
        .isNotEqualTo(BOOTSTRAP.of(precision).interval(LEVEL));
  }

  @Test
  void weightedFiguresWithinStrataHavePercentiles() {
    Map<String, String> strata = new TreeMap<>();
    List<Rating> ratings = ratings(3);
    ratings.forEach(rating -> strata.put(rating.group(), rating.weight() == 1 ? "a" : "b"));

    measured.raters(Measured.NATURAL, Ratings.of(ratings), 120, measured.within(strata));

    ExpertAgreement experts = new ExpertAgreement(Ratings.of(ratings));
    assertThat(value(Measured.UNSURE_SHARE))
        .isEqualTo(BOOTSTRAP.stratified(experts.unsureShare(), strata).interval(LEVEL));
    assertThat(value(Measured.EXPERT_KAPPA)).isNotEqualTo(experts.interval(LEVEL));
  }

  private Interval value(String metric) {
    return measured.figures().stream()
        .filter(figure -> figure.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Measured.Subject subject() {
    return new Measured.Subject("student", Measured.EVAL, Measured.HELD_OUT);
  }

  /** Two raters who err in one of ten and are seldom unsure; odd items may weigh more. */
  private static List<Rating> ratings(double weightOfOdd) {
    List<Rating> ratings = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      for (String rater : List.of("ann", "bob")) {
        boolean right = StableHash.unit(1, rater, "i" + i) > .1;
        boolean unsure = StableHash.unit(2, rater, "i" + i) < .05;
        Answer answer = unsure ? Answer.UNSURE : answer(truth(i) == right);
        ratings.add(new Rating("i" + i, "i" + i, rater, answer, i % 2 == 0 ? 1 : weightOfOdd));
      }
    }
    return ratings;
  }

  private static List<Rating> truth() {
    List<Rating> truth = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      truth.add(new Rating("i" + i, "i" + i, "consensus", answer(truth(i)), 1));
    }
    return truth;
  }

  private static Predicted predicted() {
    TreeMap<String, Answer> answers = new TreeMap<>();
    TreeMap<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < 120; i++) {
      boolean right = StableHash.unit(3, "model", "i" + i) > .15;
      answers.put("i" + i, answer(truth(i) == right));
      scores.put("i" + i, truth(i) == right ? .9 : .1);
    }
    return new Predicted(answers, scores);
  }

  private static boolean truth(int i) {
    return StableHash.unit(4, "truth", "i" + i) < .3;
  }

  private static Answer answer(boolean positive) {
    return positive ? Answer.POSITIVE : Answer.NEGATIVE;
  }
}
