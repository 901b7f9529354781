package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.penumbra.StableHash;
import org.penumbra.label.Answer;

/**
 * Raters of a known kappa. A rater knows an item's true answer with a probability of √kappa and
 * guesses by the prevalence otherwise, so that every pair of raters has just this kappa and every
 * rater this prevalence. In groups of two the second item repeats the first, answers included, with
 * a probability of .3, as near-duplicates do.
 */
record KappaSimulation(double kappa, double prevalence, int items, int raters, int groupSize) {

  private static final double REPEATED = .3;

  Ratings sample(int number) {
    SplittableRandom random =
        new SplittableRandom(StableHash.bits(1, toString(), Integer.toString(number)));
    List<Rating> ratings = new ArrayList<>();
    boolean[] answers = new boolean[raters];
    for (int item = 0; item < items; item++) {
      if (item % groupSize == 0 || random.nextDouble() >= REPEATED) {
        boolean truth = random.nextDouble() < prevalence;
        for (int rater = 0; rater < raters; rater++) {
          boolean knows = random.nextDouble() < Math.sqrt(kappa);
          answers[rater] = knows ? truth : random.nextDouble() < prevalence;
        }
      }
      for (int rater = 0; rater < raters; rater++) {
        Answer answer = answers[rater] ? Answer.POSITIVE : Answer.NEGATIVE;
        ratings.add(new Rating("i" + item, "g" + item / groupSize, "r" + rater, answer, 1));
      }
    }
    return Ratings.of(ratings);
  }
}
