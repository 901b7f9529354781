package org.penumbra.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.label.guideline.CarriedStratum;
import org.penumbra.label.guideline.CarryOver;

/** What still holds of labels of earlier guideline versions, as datasets and in words. */
public final class CarriedLabels {

  private final String policyId;
  private final CarryOver carryOver;

  public CarriedLabels(String policyId, CarryOver carryOver) {
    this.policyId = policyId;
    this.carryOver = carryOver;
  }

  /** Writes carried and carried_strata, unless there is no label of an earlier version. */
  public void write(RunData data, StageRun run) {
    List<CarriedStratum> strata = carryOver.strata();
    if (strata.isEmpty()) {
      return;
    }
    List<Row> labels = new ArrayList<>();
    carryOver
        .carried()
        .forEach(
            label ->
                labels.add(
                    RowFactory.create(
                        policyId, label.guidelineVersion(), label.itemId(), label.label())));
    List<Row> rows = new ArrayList<>();
    for (CarriedStratum stratum : strata) {
      rows.add(
          RowFactory.create(
              policyId,
              stratum.guidelineVersion(),
              stratum.label(),
              stratum.items(),
              stratum.sample(),
              stratum.asked(),
              stratum.contradicted(),
              stratum.upperBound(),
              stratum.state().wireName()));
    }
    run.write(RunDataset.CARRIED, () -> data.frame(labels, RunDataset.CARRIED));
    run.write(RunDataset.CARRIED_STRATA, () -> data.frame(rows, RunDataset.CARRIED_STRATA));
    run.count("carried", labels.size());
    run.warn(
        "the guideline has changed: "
            + strata.stream().map(CarriedStratum::inWords).collect(Collectors.joining("; "))
            + "; evaluation items count only once they are labelled anew");
  }
}
