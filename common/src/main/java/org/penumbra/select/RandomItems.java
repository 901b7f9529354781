package org.penumbra.select;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Items at random among the candidates, every one equally likely.
 *
 * @param seed makes the choice repeatable
 */
public record RandomItems(long seed) implements Strategy {

  /** An item's place in a draw, in [0, 1): those with the smallest are drawn. */
  public static double place(long seed, String id) {
    return StableHash.unit(seed, "random", id);
  }

  @Override
  public void fill(Draft draft, int items) {
    List<Candidate> candidates = draft.pool().candidates();
    double[] places = candidates.stream().mapToDouble(c -> place(seed, c.id())).toArray();
    List<Integer> order =
        IntStream.range(0, places.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> places[i]))
            .toList();
    new Shortlist(draft, Arm.RANDOM, candidate -> "Drawn at random.").fillInOrder(order, items);
  }
}
