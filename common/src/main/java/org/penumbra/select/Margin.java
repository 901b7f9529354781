package org.penumbra.select;

import java.util.Locale;

/**
 * The items closest in rank to the cut, where the scorer is least sure. With a multiple above 1,
 * diversely: greedy coverage over that many times as many.
 *
 * @param multiple how many times the items wanted are looked at, 1 for the closest as they come
 */
public record Margin(int multiple) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    Shortlist shortlist =
        new Shortlist(draft, Arm.MARGIN, candidate -> why(draft.pool(), candidate));
    if (multiple == 1) {
      shortlist.fillInOrder(draft.pool().fromCut(), items);
    } else {
      shortlist.fillDiversely(draft.pool().fromCut(), items, multiple);
    }
  }

  private static String why(Pool pool, int candidate) {
    double score = pool.candidates().get(candidate).score();
    return String.format(
        Locale.ROOT,
        "Among the scores closest to the cut (%.4f, cut %.4f): the model could go either way.",
        score,
        pool.cut());
  }
}
