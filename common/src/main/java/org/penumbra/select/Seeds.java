package org.penumbra.select;

import java.util.List;

/**
 * Items that somebody wants to be asked about, in that order.
 *
 * @param seeds those that are no candidates, or near-duplicates of what is in, are passed over
 */
public record Seeds(List<Seed> seeds) implements Strategy {

  public Seeds {
    seeds = List.copyOf(seeds);
  }

  /**
   * An item that is wanted.
   *
   * @param itemId the item
   * @param why as a sentence for people
   */
  public record Seed(String itemId, String why) {}

  @Override
  public void fill(Draft draft, int items) {
    int most = draft.size() + items;
    for (Seed seed : seeds) {
      Integer candidate = draft.pool().number(seed.itemId());
      if (draft.size() < most && candidate != null && draft.allows(candidate)) {
        draft.take(candidate, Arm.SEED, seed.why());
      }
    }
  }
}
