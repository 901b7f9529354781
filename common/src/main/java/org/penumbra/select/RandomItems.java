package org.penumbra.select;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    List<Integer> all = IntStream.range(0, draft.pool().candidates().size()).boxed().toList();
    new Shortlist(draft, Arm.RANDOM, candidate -> "Drawn at random.")
        .fillInOrder(shuffled(draft.pool(), all), items);
  }

  /** Some candidates in the order in which they are drawn. */
  List<Integer> shuffled(Pool pool, List<Integer> candidates) {
    Map<Integer, Double> places = new HashMap<>();
    candidates.forEach(i -> places.put(i, place(seed, pool.candidates().get(i).id())));
    return candidates.stream().sorted(Comparator.comparing(places::get)).toList();
  }
}
