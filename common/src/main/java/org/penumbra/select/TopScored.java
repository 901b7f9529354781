package org.penumbra.select;

import java.util.Locale;

/**
 * The highest-scored items, diversely: greedy coverage over {@code multiple} times as many.
 *
 * @param multiple how many times the items wanted are looked at, 3 by default, 1 for the plain top
 */
public record TopScored(int multiple) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    new Shortlist(draft, Arm.TOP_SCORED, candidate -> why(draft, candidate))
        .fillDiversely(draft.pool().fromHighest(), items, multiple);
  }

  private static String why(Draft draft, int candidate) {
    return String.format(
        Locale.ROOT,
        "Among the highest scores not yet labelled (%.4f): is it really a violation?",
        draft.pool().candidates().get(candidate).score());
  }
}
