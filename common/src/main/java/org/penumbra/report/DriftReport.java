package org.penumbra.report;

import java.util.List;
import org.penumbra.drift.DriftFindings;
import org.penumbra.drift.KnownGround;
import org.penumbra.drift.Region;

/**
 * What a snapshot brings against a run.
 *
 * @param against the snapshot's address
 * @param model that scored both
 * @param rows of the snapshot that were read
 * @param snapshotItems of it that were looked at
 * @param referenceItems of the run that they were held against
 * @param falseAlarmRate of all tests together
 * @param confidence of intervals
 * @param findings of the tests
 * @param clusterNames of the run's clusters, by number
 * @param regions in the order of the findings'
 */
public record DriftReport(
    String against,
    String model,
    long rows,
    int snapshotItems,
    int referenceItems,
    double falseAlarmRate,
    double confidence,
    DriftFindings findings,
    List<String> clusterNames,
    List<ShownRegion> regions) {

  public DriftReport {
    clusterNames = List.copyOf(clusterNames);
    regions = List.copyOf(regions);
  }

  /**
   * A region as it is shown.
   *
   * @param region where the snapshot crowds
   * @param place how it lies to what the run knows
   * @param texts of a few items, as they may be seen
   */
  public record ShownRegion(Region region, KnownGround.Place place, List<String> texts) {

    public ShownRegion {
      texts = List.copyOf(texts);
    }
  }
}
