package org.penumbra.jobs.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.drift.Finding;
import org.penumbra.drift.KnownGround;
import org.penumbra.drift.Region;
import org.penumbra.report.DriftReport;
import org.penumbra.select.Reask;

/**
 * The rows of the datasets that a comparison writes.
 *
 * @param snapshot number of the comparison, from 1
 * @param policyId of the run
 */
record DriftRows(int snapshot, String policyId) {

  /** A row per test. */
  List<Row> tests(DriftReport report) {
    List<Row> rows = new ArrayList<>();
    for (Finding finding : report.findings().findings()) {
      rows.add(
          RowFactory.create(
              snapshot,
              policyId,
              report.against(),
              report.model(),
              finding.test().wireName(),
              finding.statistic(),
              finding.pValue(),
              finding.adjustedPValue(),
              finding.alarm(),
              number(finding.reference()),
              number(finding.snapshot()),
              number(finding.change().estimate()),
              number(finding.change().low()),
              number(finding.change().high()),
              (long) report.referenceItems(),
              (long) report.snapshotItems()));
    }
    return rows;
  }

  /**
   * A row per item of a region, the most typical first.
   *
   * @param again ids that have a row of their own: no item stands twice
   */
  List<Row> regions(SnapshotComparison.Compared compared, Set<String> again) {
    List<Row> rows = new ArrayList<>();
    List<DriftReport.ShownRegion> shown = compared.report().regions();
    for (int i = 0; i < shown.size(); i++) {
      Region region = shown.get(i).region();
      for (int rank = 0; rank < region.members().size(); rank++) {
        ScoredItem item = compared.items().get(region.members().get(rank));
        if (!again.contains(item.id())) {
          rows.add(row(shown.get(i), i + 1, rank + 1, item, compared.texts().get(item.id())));
        }
      }
    }
    return rows;
  }

  private Row row(
      DriftReport.ShownRegion shown, int number, int rank, ScoredItem item, String text) {
    Region region = shown.region();
    KnownGround.Place place = shown.place();
    return RowFactory.create(
        snapshot,
        policyId,
        item.id(),
        number,
        rank,
        place.standing().wireName(),
        region.share().estimate(),
        region.share().low(),
        region.share().high(),
        (long) region.referenceItems(),
        region.pValue(),
        place.radius(),
        number(place.clusterDistance()),
        number(place.labelledDistance()),
        item.score(),
        text,
        String.format(
            "Of region %d of a new snapshot, where %d items crowd (the run had %d): what do experts"
                + " say of such?",
            number, region.members().size(), region.referenceItems()));
  }

  /** A row per labelled item to ask again. */
  List<Row> again(List<Reask> again, SortedMap<String, String> texts) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < again.size(); i++) {
      Reask item = again.get(i);
      rows.add(
          RowFactory.create(
              snapshot,
              policyId,
              item.itemId(),
              null,
              i + 1,
              "outdated",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              texts.get(item.itemId()),
              item.why()));
    }
    return rows;
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
