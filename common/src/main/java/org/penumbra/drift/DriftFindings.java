package org.penumbra.drift;

import java.util.List;

/**
 * What the comparison of two samples came to.
 *
 * @param findings of each test, in the order of {@link Finding.Test}
 * @param clusters that changed, most changed first; none without an alarm of that test
 * @param regions where the snapshot crowds, largest first; none without an alarm of that test
 * @param deals how many times the samples were dealt anew
 */
public record DriftFindings(
    List<Finding> findings, List<ClusterShift> clusters, List<Region> regions, int deals) {

  /** Whether any test raised an alarm: the snapshot is not what the run was made for. */
  public boolean alarm() {
    return findings.stream().anyMatch(Finding::alarm);
  }
}
