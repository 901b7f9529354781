package org.penumbra.jobs.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

/** What the stages of a run that are done wrote; of others there is nothing. */
final class DoneStages {

  private final Store store;
  private final RunData data;
  private final ReportJson json = new ReportJson();

  DoneStages(Store store, RunData data) {
    this.store = store;
    this.data = data;
  }

  /** The last round in which a stage is done. */
  OptionalInt last(String stage) {
    return StageState.all(store).stream()
        .filter(state -> state.id().stage().equals(stage) && state.succeeded())
        .mapToInt(state -> state.id().round())
        .max();
  }

  /** The stages of rounds 1 to a last one, in the order in which they were done. */
  List<Done> upTo(int lastRound) {
    List<Done> done = new ArrayList<>();
    for (StageState state : StageState.all(store)) {
      if (state.id().round() <= lastRound && state.succeeded()) {
        done.add(new Done(state, report(state)));
      }
    }
    done.sort(
        Comparator.comparing((Done one) -> one.state().id().round())
            .thenComparing(one -> one.report().provenance().started()));
    return done;
  }

  /** The rows that a stage wrote in a round. */
  Dataset<Row> frame(RunDataset dataset, String stage, int round) {
    return data.read(dataset, manifests(dataset, stage, round));
  }

  /** The same, where they are few. */
  List<Row> rows(RunDataset dataset, String stage, int round) {
    return frame(dataset, stage, round).collectAsList();
  }

  /** All vectors by the encoder that the newest are by. */
  Dataset<Row> vectors(int lastRound) {
    List<Manifest> all = new ArrayList<>();
    for (int round = 1; round <= lastRound; round++) {
      all.addAll(manifests(RunDataset.EMBEDDINGS, StageName.SCAN, round));
      all.addAll(manifests(RunDataset.EMBEDDINGS, StageName.EMBED, round));
    }
    String model = all.isEmpty() ? "" : model(all.get(all.size() - 1));
    return data.read(
        RunDataset.EMBEDDINGS, all.stream().filter(wave -> model(wave).equals(model)).toList());
  }

  private static String model(Manifest wave) {
    return wave.folder().substring(0, wave.folder().lastIndexOf('/'));
  }

  private List<Manifest> manifests(RunDataset dataset, String stage, int round) {
    StageState state = new StageState(store, new StageId(round, stage));
    return state.succeeded() ? state.manifests(dataset.folder()) : List.of();
  }

  private StageReport report(StageState state) {
    try {
      return json.read(new String(state.report().orElseThrow(), UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A stage that is done.
   *
   * @param state where it stands
   * @param report what it did
   */
  record Done(StageState state, StageReport report) {}
}
