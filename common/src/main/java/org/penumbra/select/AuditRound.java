package org.penumbra.select;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The audit sample after a round, everything of earlier rounds included: a weighted mean over its
 * items, each with weight 1 / inclusion probability, estimates the mean over the corpus.
 *
 * @param items by stratum and place
 * @param sampled how many of each stratum are in it, for the next round
 */
public record AuditRound(List<Item> items, Map<Integer, Integer> sampled) {

  /** A round without an audit. */
  public static final AuditRound NONE = new AuditRound(List.of(), new TreeMap<>());

  /** The items experts have to label for the audit in this round. */
  public List<Item> fresh() {
    return items.stream().filter(item -> item.origin() == Origin.FRESH).toList();
  }

  /** How an item came into the sample. */
  public enum Origin {
    /** In an earlier round. */
    EARLIER,
    /** In this round; it must be labelled. */
    FRESH,
    /** In this round, but another arm had issued it before: its label costs nothing. */
    FREE
  }

  /**
   * An item of the audit sample.
   *
   * @param id the item
   * @param stratum its stratum
   * @param inclusionProbability of the sample as it is now; it grows from round to round
   * @param origin how it came in
   */
  public record Item(String id, int stratum, double inclusionProbability, Origin origin) {}
}
