package org.penumbra.select;

import java.util.List;
import java.util.function.IntFunction;

/** Fills a draft from an order of candidates, either as they come or diversely. */
final class Shortlist {

  private final Draft draft;
  private final Arm arm;
  private final IntFunction<String> why;

  Shortlist(Draft draft, Arm arm, IntFunction<String> why) {
    this.draft = draft;
    this.arm = arm;
    this.why = why;
  }

  /** Chooses among the candidates shortlisted. */
  @FunctionalInterface
  interface Chooser {

    /** Takes up to that many of the shortlisted candidates, all of them allowed at the start. */
    void choose(int[] shortlist, int items);
  }

  /** Takes a candidate if it is still allowed. */
  boolean take(int candidate) {
    boolean allowed = draft.allows(candidate);
    if (allowed) {
      draft.take(candidate, arm, why.apply(candidate));
    }
    return allowed;
  }

  /** Takes the first allowed candidates. */
  void fillInOrder(List<Integer> order, int items) {
    int wanted = draft.size() + items;
    for (int i = 0; i < order.size() && draft.size() < wanted; i++) {
      take(order.get(i));
    }
  }

  /** Covers the first {@code multiple} x items allowed candidates; again when that was too few. */
  void fillDiversely(List<Integer> order, int items, int multiple) {
    fillBy(this::cover, order, items, multiple);
  }

  /**
   * Lets a chooser take from the first {@code multiple} x items allowed candidates; again, with
   * what is missing, when that was too few.
   */
  void fillBy(Chooser chooser, List<Integer> order, int items, int multiple) {
    int wanted = draft.size() + items;
    int before = -1;
    while (draft.size() < wanted && draft.size() > before) {
      before = draft.size();
      int missing = wanted - before;
      int[] shortlist =
          order.stream()
              .filter(draft::allows)
              .limit((long) multiple * missing)
              .mapToInt(Integer::intValue)
              .toArray();
      chooser.choose(shortlist, missing);
    }
  }

  private void cover(int[] shortlist, int items) {
    new GreedyCoverage(draft.pool().vectors(shortlist))
        .choose(
            items,
            new GreedyCoverage.Constraint() {
              @Override
              public boolean allows(int index) {
                return draft.allows(shortlist[index]);
              }

              @Override
              public void take(int index) {
                draft.take(shortlist[index], arm, why.apply(shortlist[index]));
              }
            });
  }
}
