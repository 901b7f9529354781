package org.penumbra.jobs.drift;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * An item of either sample as the run's encoder and student see it.
 *
 * @param number of its draw: the smallest are drawn
 * @param id of the item
 * @param group or null
 * @param score the student's
 * @param vector of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record ScoredItem(double number, String id, String group, double score, float[] vector)
    implements Serializable {

  /** Those with the smallest numbers, sorted by id. */
  static List<ScoredItem> first(List<ScoredItem> items, int most) {
    return items.stream()
        .sorted(Comparator.comparingDouble(ScoredItem::number).thenComparing(ScoredItem::id))
        .limit(most)
        .sorted(Comparator.comparing(ScoredItem::id))
        .toList();
  }
}
