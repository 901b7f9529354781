package org.penumbra.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An item whose raters gave different blind first answers: where the guideline leaves room. Unsure
 * is an answer like the others; invalid ones are left out.
 *
 * @param itemId the item
 * @param positives first answers
 * @param negatives first answers
 * @param unsure first answers
 * @param disagreement share of the pairs of answers that differ (one less the item's agreement P_i
 *     of Fleiss 1971, "Measuring nominal scale agreement among many raters", Psychological Bulletin
 *     76(5), formula 2); above 0, at most 1
 * @param reasons codes ticked by any rater, sorted
 * @param notes what raters wrote, sorted
 */
public record ContestedItem(
    String itemId,
    int positives,
    int negatives,
    int unsure,
    double disagreement,
    List<String> reasons,
    List<String> notes) {

  private static final Comparator<ContestedItem> MOST_CONTESTED_FIRST =
      Comparator.comparingDouble(ContestedItem::disagreement)
          .thenComparingInt(ContestedItem::answers)
          .reversed()
          .thenComparing(ContestedItem::itemId);

  public ContestedItem {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
  }

  /** The contested items among some labels; the most contested first, then those asked most. */
  public static List<ContestedItem> of(Collection<ExpertLabel> labels) {
    SortedMap<String, List<ExpertLabel>> byItem = new TreeMap<>();
    for (ExpertLabel label : labels) {
      if (label.phase() == Phase.FIRST && label.answer() != Answer.INVALID) {
        byItem.computeIfAbsent(label.itemId(), item -> new ArrayList<>()).add(label);
      }
    }
    List<ContestedItem> items = new ArrayList<>();
    byItem.forEach((item, answers) -> items.add(of(item, answers)));
    items.removeIf(item -> !(item.disagreement() > 0));
    items.sort(MOST_CONTESTED_FIRST);
    return items;
  }

  private int answers() {
    return positives + negatives + unsure;
  }

  private static ContestedItem of(String item, List<ExpertLabel> labels) {
    Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
    SortedSet<String> reasons = new TreeSet<>();
    SortedSet<String> notes = new TreeSet<>();
    for (ExpertLabel label : labels) {
      counts.merge(label.answer(), 1, Integer::sum);
      reasons.addAll(label.reasons());
      if (!label.note().isBlank()) {
        notes.add(label.note().strip());
      }
    }
    double all = labels.size();
    double alike = 0;
    for (int count : counts.values()) {
      alike += count * (count - 1.0);
    }
    return new ContestedItem(
        item,
        counts.getOrDefault(Answer.POSITIVE, 0),
        counts.getOrDefault(Answer.NEGATIVE, 0),
        counts.getOrDefault(Answer.UNSURE, 0),
        all > 1 ? 1 - alike / (all * (all - 1)) : 0,
        List.copyOf(reasons),
        List.copyOf(notes));
  }
}
