package org.penumbra.provenance;

import java.util.List;
import java.util.SortedMap;

/**
 * What a stage did, written when it ends and also when it fails.
 *
 * @param provenance where its output came from
 * @param counts rows and items by name, such as {@code kept} and {@code rejected}
 * @param sparkActions how many Spark actions it made
 * @param cores how many Spark had
 * @param peakBytes the most memory the driver's process had resident until the stage ended, in
 *     bytes; 0 where the system does not tell
 * @param warnings what a user should look at
 * @param note one sentence that tells how it ended
 * @param error why it failed; null unless the outcome is FAILED
 */
public record StageReport(
    Provenance provenance,
    SortedMap<String, Long> counts,
    int sparkActions,
    int cores,
    long peakBytes,
    List<String> warnings,
    String note,
    String error) {

  public StageReport {
    counts = Provenance.sorted(counts);
    warnings = List.copyOf(warnings);
  }
}
