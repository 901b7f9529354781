package org.penumbra.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.penumbra.label.Answer;

/** Ratings with gaps, by raters r0, r1, … of items i0, i1, …, each its own group. */
final class RandomRatings {

  private RandomRatings() {}

  static List<Rating> of(Random random, int items, int raters) {
    List<Rating> ratings = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      Answer truth = Answer.values()[random.nextInt(3)];
      for (int rater = 0; rater < raters; rater++) {
        if (random.nextInt(4) > 0) {
          Answer answer = random.nextBoolean() ? truth : Answer.values()[random.nextInt(4)];
          ratings.add(new Rating("i" + item, "i" + item, "r" + rater, answer, 1));
        }
      }
    }
    return ratings;
  }

  /** Answers by item and category. */
  static int[][] counts(List<Rating> ratings, Categories categories) {
    return Ratings.of(ratings).items().stream()
        .map(item -> item.counts(categories))
        .toArray(int[][]::new);
  }
}
