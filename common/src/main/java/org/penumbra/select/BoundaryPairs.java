package org.penumbra.select;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.penumbra.embed.Vectors;
import org.penumbra.pair.Pair;

/**
 * Pairs of near neighbours on opposite sides of the cut: {@code multiple} times as many of the
 * closest pairs as wanted are shortlisted, then chosen by greedy coverage of their midpoints, each
 * item once. While others have pairs to give, no cell (two overlapping clusters) gets more than
 * twice its equal share of the pairs, nor of the shortlist.
 *
 * @param multiple how many times the pairs wanted are looked at, 6 by default
 */
public record BoundaryPairs(int multiple) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    int wanted = items / 2;
    int taken = -1;
    while (wanted > 0 && taken != 0) {
      List<Pair> open = draft.pool().pairs().stream().filter(draft::allows).toList();
      long cells = open.stream().map(Pair::cell).distinct().count();
      int quota = cells == 0 ? 0 : (int) ((2L * wanted + cells - 1) / cells);
      taken = cover(draft, shortlist(open, wanted, quota), wanted, quota);
      wanted -= taken;
    }
  }

  private List<Pair> shortlist(List<Pair> closestFirst, int wanted, int quota) {
    Map<String, Integer> perCell = new HashMap<>();
    return closestFirst.stream()
        .filter(pair -> perCell.merge(pair.cell(), 1, Integer::sum) <= multiple * quota)
        .limit((long) multiple * wanted)
        .toList();
  }

  private static int cover(Draft draft, List<Pair> shortlist, int wanted, int quota) {
    float[][] midpoints = new float[shortlist.size()][];
    for (int i = 0; i < midpoints.length; i++) {
      midpoints[i] = midpoint(draft.pool(), shortlist.get(i));
    }
    return new GreedyCoverage(midpoints).choose(wanted, new Quotas(draft, shortlist, quota));
  }

  private static float[] midpoint(Pool pool, Pair pair) {
    float[] positive = pool.candidates().get(pool.number(pair.positiveId())).vector();
    float[] negative = pool.candidates().get(pool.number(pair.negativeId())).vector();
    float[] sum = new float[positive.length];
    for (int d = 0; d < sum.length; d++) {
      sum[d] = positive[d] + negative[d];
    }
    return Vectors.normalised(sum);
  }

  private static String why(Pair pair, String side, String otherSide) {
    return String.format(
        Locale.ROOT,
        "Predicted %s, yet similar (%.2f) to an item predicted %s, where clusters %s overlap.",
        side,
        pair.similarity(),
        otherSide,
        pair.cell());
  }

  private static final class Quotas implements GreedyCoverage.Constraint {
    private final Draft draft;
    private final List<Pair> pairs;
    private final int quota;
    private final Map<String, Integer> perCell = new HashMap<>();

    Quotas(Draft draft, List<Pair> pairs, int quota) {
      this.draft = draft;
      this.pairs = pairs;
      this.quota = quota;
    }

    @Override
    public boolean allows(int index) {
      Pair pair = pairs.get(index);
      return perCell.getOrDefault(pair.cell(), 0) < quota && draft.allows(pair);
    }

    @Override
    public void take(int index) {
      Pair pair = pairs.get(index);
      perCell.merge(pair.cell(), 1, Integer::sum);
      draft.take(pair, why(pair, "positive", "negative"), why(pair, "negative", "positive"));
    }
  }
}
