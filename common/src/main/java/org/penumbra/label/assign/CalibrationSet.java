package org.penumbra.label.assign;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

/**
 * Items with known answers that a rater is asked before any other. Answers of a rater who has not
 * passed do not count.
 */
public final class CalibrationSet {

  /** No calibration: everybody has passed. */
  public static final CalibrationSet NONE = new CalibrationSet(List.of(), 0);

  /**
   * An item with a known answer.
   *
   * @param itemId not that of an item of the corpus
   * @param text as raters see it
   * @param answer the right one
   */
  public record Item(String itemId, String text, Answer answer) {}

  private final SortedMap<String, Item> items = new TreeMap<>();
  private final double pass;

  /**
   * @param pass share of all items a rater must have right, 0 to 1
   */
  public CalibrationSet(Collection<Item> items, double pass) {
    items.forEach(item -> this.items.put(item.itemId(), item));
    this.pass = pass;
  }

  /** The items' ids, sorted. */
  public List<String> itemIds() {
    return List.copyOf(items.keySet());
  }

  /** The items' texts, by id. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    items.values().forEach(item -> texts.put(item.itemId(), item.text()));
    return texts;
  }

  /** Whether a rater has passed, by these and other labels of theirs. */
  public boolean passed(String rater, Collection<ExpertLabel> labels) {
    return right(labels).getOrDefault(rater, 0) >= wanted();
  }

  /** Right answers that pass. */
  public int wanted() {
    return (int) Math.ceil(pass * items.size());
  }

  /** How many items each rater had right, counting an item once; raters with none are absent. */
  public Map<String, Integer> right(Collection<ExpertLabel> labels) {
    Map<String, Set<String>> right = new HashMap<>();
    for (ExpertLabel label : labels) {
      Item item = items.get(label.itemId());
      if (label.phase() == Phase.CALIBRATION && item != null && item.answer() == label.answer()) {
        right.computeIfAbsent(label.rater(), rater -> new HashSet<>()).add(label.itemId());
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    right.forEach((rater, known) -> counts.put(rater, known.size()));
    return counts;
  }
}
