package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.score.AuditEstimate;
import org.penumbra.score.WeightedAuc;

/**
 * What the labels of the audit sample alone say of the corpus.
 *
 * @param items the sample so far, by item id
 * @param consensus 0 or 1 of every decided item, in the sample or not
 */
record AuditLabels(
    SortedMap<String, LabelledItems.AuditItem> items, Map<String, Integer> consensus) {

  /**
   * The share of positives: the design-weighted estimate; undefined before an audit item is
   * labelled.
   */
  Interval prevalence() {
    SortedMap<Integer, double[]> strata = new TreeMap<>();
    items.forEach(
        (item, place) -> {
          double[] sums =
              strata.computeIfAbsent(
                  place.stratum(), stratum -> new double[] {place.stratumSize(), 0, 0});
          Integer label = consensus.get(item);
          if (label != null) {
            sums[1]++;
            sums[2] += label;
          }
        });
    List<AuditEstimate.Stratum> sampled = new ArrayList<>();
    strata
        .values()
        .forEach(
            sums -> sampled.add(new AuditEstimate.Stratum(sums[0], (int) sums[1], (int) sums[2])));
    return AuditEstimate.of(sampled);
  }

  /** How well scores rank the corpus, by the decided items that have one. */
  WeightedAuc area(Map<String, Double> scores) {
    List<String> ids =
        items.keySet().stream()
            .filter(id -> consensus.containsKey(id) && scores.containsKey(id))
            .toList();
    return WeightedAuc.of(
        ids.stream().mapToDouble(scores::get).toArray(),
        ids.stream().mapToInt(consensus::get).toArray(),
        ids.stream().mapToDouble(id -> 1 / items.get(id).inclusionProbability()).toArray());
  }
}
