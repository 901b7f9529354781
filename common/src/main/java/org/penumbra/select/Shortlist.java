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

  /** Takes the first allowed candidates. */
  void fillInOrder(List<Integer> order, int items) {
    int wanted = draft.size() + items;
    for (int i = 0; i < order.size() && draft.size() < wanted; i++) {
      if (draft.allows(order.get(i))) {
        draft.take(order.get(i), arm, why.apply(order.get(i)));
      }
    }
  }

  /** Covers the first {@code multiple} x items allowed candidates; again when that was too few. */
  void fillDiversely(List<Integer> order, int items, int multiple) {
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
      cover(shortlist, missing);
    }
  }

  private void cover(int[] shortlist, int items) {
    float[][] vectors = new float[shortlist.length][];
    for (int i = 0; i < shortlist.length; i++) {
      vectors[i] = draft.pool().candidates().get(shortlist[i]).vector();
    }
    new GreedyCoverage(vectors)
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
