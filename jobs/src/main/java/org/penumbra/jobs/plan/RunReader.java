package org.penumbra.jobs.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.penumbra.Errors;
import org.penumbra.jobs.llm.SpendingFile;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.llm.Service;
import org.penumbra.plan.MeasuredRun;
import org.penumbra.plan.Rounds;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

/** Reads what a run took from its reports and manifests. */
public final class RunReader {

  private final Configuration hadoop;
  private final ReportJson json = new ReportJson();

  public RunReader(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * What a run took.
   *
   * @throws org.penumbra.UserException where its first scan is not done
   */
  public MeasuredRun read(String uri) {
    Store store = Stores.at(Stores.root(uri, hadoop), hadoop);
    StageState scan = new StageState(store, new StageId(1, StageName.SCAN));
    if (!scan.succeeded()) {
      throw Errors.planWithoutRun(uri);
    }
    StageReport scanned = report(scan);
    List<Done> done = new ArrayList<>();
    for (StageState state : StageState.all(store)) {
      if (state.succeeded()) {
        done.add(new Done(state, report(state)));
      }
    }
    done.sort(
        Comparator.comparing((Done one) -> one.state().id().round())
            .thenComparing(one -> one.report().provenance().started()));
    return new MeasuredRun(
        uri,
        scanned.counts().getOrDefault("rows_in", 0L),
        scanned.counts().getOrDefault("kept", 0L),
        done.stream().map(Done::stage).toList(),
        datasets(done),
        new SpendingFile(store, Service.CHAT).read().cost()
            + new SpendingFile(store, Service.EMBEDDINGS).read().cost());
  }

  private StageReport report(StageState state) {
    try {
      return json.read(new String(state.report().orElseThrow(), UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Done(StageState state, StageReport report) {

    Rounds rounds() {
      return Rounds.of(state.id().round());
    }

    MeasuredRun.Stage stage() {
      Duration took =
          Duration.between(report.provenance().started(), report.provenance().finished());
      return new MeasuredRun.Stage(
          state.id().stage(),
          rounds(),
          took.toMillis() / 1e3,
          Math.max(1, report.cores()),
          report.peakBytes());
    }
  }

  /** By round: what two stages of a round write to one dataset is one figure. */
  private static List<MeasuredRun.Dataset> datasets(List<Done> done) {
    Map<Integer, Map<String, MeasuredRun.Dataset>> rounds = new TreeMap<>();
    for (Done one : done) {
      Map<String, MeasuredRun.Dataset> ofRound =
          rounds.computeIfAbsent(one.state().id().round(), round -> new LinkedHashMap<>());
      for (Manifest wave : one.state().manifests()) {
        boolean staged = wave.folder().startsWith(one.state().id().folder() + "/");
        ofRound.merge(
            wave.dataset(),
            new MeasuredRun.Dataset(wave.dataset(), one.rounds(), wave.bytes(), staged),
            MeasuredRun.Dataset::plus);
      }
    }
    return rounds.values().stream().flatMap(ofRound -> ofRound.values().stream()).toList();
  }
}
