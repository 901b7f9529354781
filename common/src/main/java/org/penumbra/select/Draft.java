package org.penumbra.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;

/**
 * A batch being composed. It keeps the rules that hold for all arms: no item twice, no
 * near-duplicate of an item in it, of an earlier batch's item or of a policy example, and at most
 * so many items of one group.
 */
public final class Draft {

  private final Pool pool;
  private final NearDuplicates duplicates;
  private final List<float[]> guards;
  private final int[] guardsPassed;
  private final boolean[] closed;
  private final Map<String, Integer> groups = new HashMap<>();
  private final List<BatchItem> items = new ArrayList<>();
  private int groupCap;

  Draft(Pool pool, NearDuplicates duplicates, int groupCap) {
    this.pool = pool;
    this.duplicates = duplicates;
    this.guards = new ArrayList<>(pool.guards());
    this.guardsPassed = new int[pool.candidates().size()];
    this.closed = new boolean[pool.candidates().size()];
    this.groupCap = groupCap;
  }

  /** What is chosen from. */
  public Pool pool() {
    return pool;
  }

  /** How many items are in. */
  public int size() {
    return items.size();
  }

  /** Whether a candidate may still come in. */
  public boolean allows(int candidate) {
    return distinct(candidate) && room(candidate, 1);
  }

  /** Whether both items of a pair may still come in; not when they are near-duplicates. */
  public boolean allows(Pair pair) {
    int positive = pool.number(pair.positiveId());
    int negative = pool.number(pair.negativeId());
    if (!distinct(positive) || !distinct(negative)) {
      return false;
    }
    Candidate one = pool.candidates().get(positive);
    Candidate other = pool.candidates().get(negative);
    boolean together = one.group() != null && one.group().equals(other.group());
    return !duplicates.near(one.vector(), other.vector())
        && room(positive, together ? 2 : 1)
        && room(negative, 1);
  }

  /** Takes an allowed candidate. */
  public void take(int candidate, Arm arm, String why) {
    add(candidate, null, arm, null, why);
  }

  /** Takes both items of an allowed pair, the positive one first. */
  public void take(Pair pair, String whyPositive, String whyNegative) {
    int positive = pool.number(pair.positiveId());
    int negative = pool.number(pair.negativeId());
    add(positive, pair.pairId(), Arm.BOUNDARY, null, whyPositive);
    add(negative, pair.pairId(), Arm.BOUNDARY, null, whyNegative);
  }

  /** Takes an item that is to be asked again, unless it is in already. */
  void takeAgain(int candidate, String why) {
    if (!closed[candidate]) {
      add(candidate, null, Arm.REASK, null, why);
    }
  }

  /** Takes an audit item whatever the guards say: leaving it out would break its probability. */
  void takeAudit(int candidate, double inclusionProbability, String why) {
    add(candidate, null, Arm.AUDIT, inclusionProbability, why);
  }

  /** From now on groups are not limited. */
  void liftGroupCap() {
    groupCap = Integer.MAX_VALUE;
  }

  List<BatchItem> items() {
    return List.copyOf(items);
  }

  /** The candidates that are in, in the order they came. */
  List<Candidate> chosen() {
    return items.stream().map(item -> pool.candidates().get(pool.number(item.itemId()))).toList();
  }

  /** How many candidates were found to be near-duplicates and kept out. */
  long barred() {
    long barred = 0;
    for (boolean each : closed) {
      barred += each ? 1 : 0;
    }
    return barred - items.size();
  }

  private void add(int candidate, String pairId, Arm arm, Double probability, String why) {
    Candidate chosen = pool.candidates().get(candidate);
    closed[candidate] = true;
    guards.add(chosen.vector());
    if (chosen.group() != null) {
      groups.merge(chosen.group(), 1, Integer::sum);
    }
    items.add(
        new BatchItem(
            chosen.id(), pairId, items.size() + 1, arm, chosen.stratum(), probability, why));
  }

  /** Guards are only ever added, so each is held against a candidate once. */
  private boolean distinct(int candidate) {
    if (!pool.open(candidate)) {
      return false;
    }
    float[] vector = pool.candidates().get(candidate).vector();
    while (!closed[candidate] && guardsPassed[candidate] < guards.size()) {
      closed[candidate] = duplicates.near(vector, guards.get(guardsPassed[candidate]++));
    }
    return !closed[candidate];
  }

  private boolean room(int candidate, int wanted) {
    String group = pool.candidates().get(candidate).group();
    return group == null || groups.getOrDefault(group, 0) <= groupCap - wanted;
  }
}
