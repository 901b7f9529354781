package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.ExpertLabel;

/** A dataset over several rounds: batches and labels, which stay small enough for the driver. */
public final class History {

  private final Store store;
  private final RunData data;

  public History(Store store, RunData data) {
    this.store = store;
    this.data = data;
  }

  /** Every accepted answer of rounds 1 to a last one. */
  public List<ExpertLabel> labels(int lastRound) {
    List<ExpertLabel> labels = new ArrayList<>();
    for (int round = 1; round <= lastRound; round++) {
      List<Manifest> manifests = manifests(RunDataset.LABELS, StageName.INGEST, round);
      labels.addAll(Labels.read(data.read(RunDataset.LABELS, manifests), round));
    }
    return labels;
  }

  /** The rows that a stage wrote in rounds 1 to a last one, with a column {@code round}. */
  public Dataset<Row> byRound(RunDataset dataset, String stage, int lastRound) {
    Dataset<Row> all = data.read(dataset, List.of()).withColumn("round", lit(0));
    for (int round = 1; round <= lastRound; round++) {
      all =
          all.unionByName(
              data.read(dataset, manifests(dataset, stage, round)).withColumn("round", lit(round)));
    }
    return all;
  }

  /** The rows that a stage wrote in one round. */
  public Dataset<Row> only(RunDataset dataset, String stage, int round) {
    return data.read(dataset, manifests(dataset, stage, round));
  }

  /** The rows that a stage wrote in rounds 1 to a last one. */
  public Dataset<Row> read(RunDataset dataset, String stage, int lastRound) {
    List<Manifest> manifests = new ArrayList<>();
    for (int round = 1; round <= lastRound; round++) {
      manifests.addAll(manifests(dataset, stage, round));
    }
    return data.read(dataset, manifests);
  }

  /** Of a stage that is done: one that is being done again has only part of its rows. */
  private List<Manifest> manifests(RunDataset dataset, String stage, int round) {
    StageState state = new StageState(store, new StageId(round, stage));
    if (!state.succeeded()) {
      throw Errors.historyNotDone(dataset.folder(), stage, round);
    }
    return state.manifests(dataset.folder());
  }
}
