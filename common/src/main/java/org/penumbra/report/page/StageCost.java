package org.penumbra.report.page;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage did and took.
 *
 * @param round from 1
 * @param stage its name
 * @param seconds from its start to its end, of the attempt that ended it
 * @param peakBytes most memory the driver's process had resident; 0 where unknown
 * @param cores it had
 * @param counts rows and items by name
 * @param note the sentence it ended with
 */
public record StageCost(
    int round,
    String stage,
    double seconds,
    long peakBytes,
    int cores,
    SortedMap<String, Long> counts,
    String note) {

  public StageCost {
    counts = new TreeMap<>(counts);
  }
}
