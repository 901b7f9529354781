package org.penumbra.label.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.label.Phase;

/**
 * Deals a batch out to raters. Items are taken in an order drawn from the seed; each goes to the
 * raters with the fewest tasks so far, ties drawn, so that loads differ by one at most and every
 * pair of raters comes to share items. Each rater sees the items in an order of their own; a hidden
 * repeat comes half a worksheet after its first showing at least. The outcome depends on the seed,
 * the round, the items and the panel, not on their order.
 */
public final class Assigner {

  private final TaskIds ids;
  private final long seed;
  private final String round;
  private final AssignmentRules rules;

  public Assigner(TaskIds ids, long seed, int round, AssignmentRules rules) {
    this.ids = ids;
    this.seed = seed;
    this.round = Integer.toString(round);
    this.rules = rules;
  }

  /**
   * The tasks of every rater, by rater in the panel's order and position.
   *
   * @param calibration items with known answers, by id, asked first
   * @param uncalibrated raters who are asked them
   * @throws org.penumbra.UserException if the panel is smaller than the raters an item needs
   */
  public List<Assignment> assign(
      Collection<AskedItem> batch,
      List<String> panel,
      Collection<String> calibration,
      Collection<String> uncalibrated) {
    if (panel.size() < rules.raters()) {
      throw Errors.panelTooSmall(panel.size(), rules.raters());
    }
    Map<String, List<String>> itemsOf = new HashMap<>();
    panel.forEach(rater -> itemsOf.put(rater, new ArrayList<>()));
    Set<String> doubled = doubled(batch);
    for (AskedItem item : drawn("deal", batch, AskedItem::itemId)) {
      int wanted = doubled.contains(item.itemId()) ? rules.raters() : 1;
      panel.stream()
          .sorted(
              Comparator.<String>comparingInt(rater -> itemsOf.get(rater).size())
                  .thenComparingLong(rater -> draw("rater", item.itemId() + "\n" + rater))
                  .thenComparing(rater -> rater))
          .limit(wanted)
          .forEach(rater -> itemsOf.get(rater).add(item.itemId()));
    }
    List<Assignment> assignments = new ArrayList<>();
    for (String rater : panel) {
      List<String> known = uncalibrated.contains(rater) ? List.copyOf(calibration) : List.of();
      assignments.addAll(worksheet(rater, itemsOf.get(rater), known));
    }
    return assignments;
  }

  private record Shown(String itemId, Phase phase) {}

  private List<Assignment> worksheet(String rater, List<String> items, List<String> calibration) {
    List<Shown> shown = new ArrayList<>();
    drawn("calibration\n" + rater, calibration, id -> id)
        .forEach(item -> shown.add(new Shown(item, Phase.CALIBRATION)));
    List<String> order = drawn("order\n" + rater, items, id -> id);
    shown.addAll(withRepeats(rater, order));
    List<Assignment> tasks = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Shown task = shown.get(i);
      int day = rules.dailyCap() == 0 ? 1 : 1 + i / rules.dailyCap();
      tasks.add(
          new Assignment(
              ids.of(task.itemId(), rater, task.phase()),
              task.itemId(),
              rater,
              task.phase(),
              i + 1,
              day));
    }
    return tasks;
  }

  /** Repeats are drawn from the first half of the worksheet and strewn over the second. */
  private List<Shown> withRepeats(String rater, List<String> order) {
    int half = (order.size() + 1) / 2;
    int repeats = Math.min(half, (int) Math.ceil(rules.repeatShare() * order.size()));
    List<String> again =
        drawn("repeat\n" + rater, order.subList(0, half), id -> id).subList(0, repeats);
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      shown.add(new Shown(order.get(i), Phase.FIRST));
    }
    for (int i = 0; i < again.size(); i++) {
      int first = order.indexOf(again.get(i));
      int earliest = Math.min(shown.size(), first + half);
      int place = earliest + (int) (unit(rater + "\n" + i) * (shown.size() + 1 - earliest));
      shown.add(place, new Shown(again.get(i), Phase.REPEAT));
    }
    return shown;
  }

  private Set<String> doubled(Collection<AskedItem> batch) {
    Set<String> doubled = new HashSet<>();
    List<AskedItem> drawn = new ArrayList<>();
    for (AskedItem item : batch) {
      if (item.doubling() == AskedItem.Doubling.ALWAYS) {
        doubled.add(item.itemId());
      } else {
        drawn.add(item);
      }
    }
    drawn("doubled", drawn, AskedItem::itemId).stream()
        .limit(rules.doubledItems())
        .forEach(item -> doubled.add(item.itemId()));
    return doubled;
  }

  private <T> List<T> drawn(String purpose, Collection<T> things, Function<T, String> id) {
    return things.stream()
        .sorted(
            Comparator.<T>comparingLong(thing -> draw(purpose, id.apply(thing))).thenComparing(id))
        .toList();
  }

  private long draw(String purpose, String id) {
    return StableHash.bits(seed, "assign " + round + " " + purpose, id);
  }

  private double unit(String id) {
    return StableHash.unit(seed, "assign " + round + " place", id);
  }
}
