package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.score.AuditEstimate;

/** The share of positives in the corpus, from the audit sample alone. */
final class AuditPrevalence {

  private AuditPrevalence() {}

  /** The design-weighted estimate; undefined before an audit item is labelled. */
  static Interval of(
      SortedMap<String, LabelledItems.AuditItem> audit, Map<String, Integer> consensus) {
    SortedMap<Integer, double[]> strata = new TreeMap<>();
    audit.forEach(
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
}
