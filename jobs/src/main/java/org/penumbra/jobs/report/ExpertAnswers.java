package org.penumbra.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.Phase;
import org.penumbra.report.page.ShownItem;

/**
 * What experts said of items. They were asked about few, so the driver holds it all.
 *
 * @param given their answers, by item
 * @param verdicts what they came to, by item: 0, 1, or null where tied or unsure
 */
record ExpertAnswers(
    SortedMap<String, List<ShownItem.Given>> given, SortedMap<String, Integer> verdicts) {

  /** All answers of rounds 1 to a last one; the later verdict counts. */
  static ExpertAnswers read(DoneStages done, int lastRound) {
    SortedMap<String, List<ShownItem.Given>> given = new TreeMap<>();
    SortedMap<String, Integer> verdicts = new TreeMap<>();
    for (int round = 1; round <= lastRound; round++) {
      for (Row row : done.rows(RunDataset.LABELS, StageName.INGEST, round)) {
        if (!Phase.CALIBRATION.wireName().equals(row.getAs("phase"))) {
          given
              .computeIfAbsent(row.getAs("item_id"), item -> new ArrayList<>())
              .add(new ShownItem.Given(row.getAs("rater"), row.getAs("answer")));
        }
      }
      for (Row row : done.rows(RunDataset.CONSENSUS, StageName.INGEST, round)) {
        verdicts.put(row.getAs("item_id"), row.getAs("label"));
      }
    }
    given
        .values()
        .forEach(
            answers ->
                answers.sort(
                    Comparator.comparing(ShownItem.Given::rater)
                        .thenComparing(ShownItem.Given::answer)));
    return new ExpertAnswers(given, verdicts);
  }

  /**
   * How often items of each cluster were found positive, negative, and neither.
   *
   * @param clusters of the items, by item
   */
  Map<ItemCluster, long[]> byCluster(Map<String, ItemCluster> clusters) {
    Map<ItemCluster, long[]> counts = new HashMap<>();
    verdicts.forEach(
        (item, verdict) -> {
          ItemCluster cluster = clusters.get(item);
          if (cluster != null) {
            counts
                .computeIfAbsent(cluster, one -> new long[3])[verdict == null ? 2 : 1 - verdict]++;
          }
        });
    return counts;
  }

  /**
   * A cluster.
   *
   * @param label predicted: 0 or 1
   * @param cluster its number within the label
   */
  record ItemCluster(int label, int cluster) {}
}
