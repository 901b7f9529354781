package org.penumbra.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.penumbra.Errors;

/**
 * A stratum as the audit arm sees it. The policy's examples and their near-duplicates are not in
 * it.
 *
 * @param stratum its number, see {@link Strata}
 * @param poolProbability with which each of its items came into the working pool, in (0, 1]
 * @param items how many of its items the working pool holds
 * @param sampled how many of them, the first in the order, are in the audit sample already
 * @param rate the share of positives expected in it, in [0, 1]
 * @param order ids by {@link AuditArm#place}, ascending: all of them, or at least as many as
 *     sampled + issued + the budget + 1
 */
public record AuditStratum(
    int stratum, double poolProbability, long items, int sampled, double rate, List<String> order) {

  public AuditStratum {
    if (!(poolProbability > 0 && poolProbability <= 1)) {
      throw Errors.poolProbabilityOutOfRange(stratum, poolProbability);
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("The rate must lie in [0, 1], found " + rate);
    }
    order = List.copyOf(order);
  }

  /** How many items of the corpus the stratum stands for. */
  public double size() {
    return items / poolProbability;
  }

  /**
   * The strata of a frame that fits in memory, by number.
   *
   * @param frame all items that may be audited
   * @param sampled how many of each stratum are in the sample already, none when absent
   * @param rates the expected share of positives of each stratum
   */
  public static List<AuditStratum> of(
      AuditArm arm,
      Collection<FrameItem> frame,
      Map<Integer, Integer> sampled,
      IntToDoubleFunction rates) {
    Map<Integer, List<FrameItem>> byStratum =
        frame.stream()
            .collect(Collectors.groupingBy(FrameItem::stratum, TreeMap::new, Collectors.toList()));
    List<AuditStratum> strata = new ArrayList<>();
    byStratum.forEach(
        (stratum, items) ->
            strata.add(
                new AuditStratum(
                    stratum,
                    items.get(0).poolProbability(),
                    items.size(),
                    sampled.getOrDefault(stratum, 0),
                    rates.applyAsDouble(stratum),
                    ordered(arm, items))));
    return strata;
  }

  private static List<String> ordered(AuditArm arm, List<FrameItem> items) {
    Map<String, Double> places =
        items.stream().collect(Collectors.toMap(FrameItem::id, item -> arm.place(item.id())));
    return items.stream()
        .map(FrameItem::id)
        .sorted(Comparator.comparingDouble((String id) -> places.get(id)).thenComparing(id -> id))
        .toList();
  }

  /**
   * An item of the audit frame.
   *
   * @param id the item
   * @param stratum its stratum
   * @param poolProbability the same for all items of the stratum
   */
  public record FrameItem(String id, int stratum, double poolProbability) {}
}
