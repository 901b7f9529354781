package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.penumbra.StableHash;
import org.penumbra.label.Answer;

/**
 * A model, or a rater with a leaning, among raters. Every rater says positive to a positive item
 * with a probability of .9 and to a negative one of .05; the other side says so with its own two.
 * In groups of two the second item repeats the first, answers included, with a probability of .3.
 *
 * @param prevalence share of positive items
 * @param raters who all answer every item
 * @param ifPositive how often the model says positive to a positive item
 * @param ifNegative how often it says so to a negative one
 */
record ModelSimulation(
    double prevalence, int items, int raters, int groupSize, double ifPositive, double ifNegative) {

  private static final double REPEATED = .3;
  private static final double RATER_IF_POSITIVE = .9;
  private static final double RATER_IF_NEGATIVE = .05;

  /** The ratings of a sample, and the model's answers. */
  record Sample(Ratings ratings, SortedMap<String, Answer> model) {}

  /** Cohen's, of the model with each rater. */
  double kappa() {
    double both =
        prevalence * ifPositive * RATER_IF_POSITIVE
            + (1 - prevalence) * ifNegative * RATER_IF_NEGATIVE;
    double model = modelShare();
    double rater = raterShare();
    return CohenKappa.ofWeights(
            new double[][] {
              {100 * (1 - model - rater + both), 100 * (rater - both)},
              {100 * (model - both), 100 * both}
            },
            1)
        .value();
  }

  /** How often the model says positive. */
  double modelShare() {
    return prevalence * ifPositive + (1 - prevalence) * ifNegative;
  }

  /** How often each rater does. */
  double raterShare() {
    return prevalence * RATER_IF_POSITIVE + (1 - prevalence) * RATER_IF_NEGATIVE;
  }

  Sample sample(int number) {
    SplittableRandom random =
        new SplittableRandom(StableHash.bits(1, toString(), Integer.toString(number)));
    List<Rating> ratings = new ArrayList<>();
    SortedMap<String, Answer> model = new TreeMap<>();
    boolean[] answers = new boolean[raters];
    boolean ofModel = false;
    for (int item = 0; item < items; item++) {
      if (item % groupSize == 0 || random.nextDouble() >= REPEATED) {
        boolean truth = random.nextDouble() < prevalence;
        ofModel = random.nextDouble() < (truth ? ifPositive : ifNegative);
        for (int rater = 0; rater < raters; rater++) {
          answers[rater] = random.nextDouble() < (truth ? RATER_IF_POSITIVE : RATER_IF_NEGATIVE);
        }
      }
      model.put("i" + item, answer(ofModel));
      for (int rater = 0; rater < raters; rater++) {
        Answer answer = answer(answers[rater]);
        ratings.add(new Rating("i" + item, "g" + item / groupSize, "r" + rater, answer, 1));
      }
    }
    return new Sample(Ratings.of(ratings), model);
  }

  private static Answer answer(boolean positive) {
    return positive ? Answer.POSITIVE : Answer.NEGATIVE;
  }
}
