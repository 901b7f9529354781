package org.penumbra.llm;

import java.util.Locale;

/**
 * What a run has spent, as it is kept between attempts.
 *
 * @param usage what was answered
 * @param pending what was sent, or could be, and was not heard of; counts as spent
 * @param cost money, of both
 */
public record Spending(Usage usage, Usage pending, double cost) {

  public static final Spending NONE = new Spending(Usage.NONE, Usage.NONE, 0);

  /** In words. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d requests and %,d tokens so far, which cost %.2f",
        total().requests(),
        total().tokens(),
        cost);
  }

  /** All of it: who comes later cannot know what became of the pending ones. */
  public Usage total() {
    return usage.plus(pending);
  }
}
