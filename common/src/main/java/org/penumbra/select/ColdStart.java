package org.penumbra.select;

import java.util.List;
import java.util.Locale;

/**
 * The batch before there is a student, when scores are worth little: half at random from the
 * highest-scored share of the pool, where positives are likeliest, half at random from the rest, so
 * that the first student has seen ordinary items too.
 *
 * @param topShare the share of the pool that counts as highest-scored, in (0, 1)
 * @param seed makes the choice repeatable
 */
public record ColdStart(double topShare, long seed) implements Strategy {

  /** The share that served best: the top 1 %. */
  public static final double TOP_SHARE = .01;

  @Override
  public void fill(Draft draft, int items) {
    List<Integer> order = draft.pool().fromHighest();
    int top = Math.max(1, (int) Math.round(topShare * order.size()));
    int fromTop = Math.min((items + 1) / 2, top);
    String share = String.format(Locale.ROOT, "%.3g %%", 100 * topShare);
    fill(draft, order.subList(0, top), fromTop, "Drawn at random from the top " + share + ".");
    fill(
        draft,
        order.subList(top, order.size()),
        items - fromTop,
        "Drawn at random from below the top " + share + ".");
  }

  private void fill(Draft draft, List<Integer> numbers, int items, String why) {
    List<Integer> order = new RandomItems(seed).shuffled(draft.pool(), numbers);
    new Shortlist(draft, Arm.RANDOM, candidate -> why).fillInOrder(order, items);
  }
}
