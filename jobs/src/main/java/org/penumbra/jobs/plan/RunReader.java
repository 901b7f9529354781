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
        done.stream().flatMap(one -> one.datasets().stream()).toList(),
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

    List<MeasuredRun.Dataset> datasets() {
      Map<String, Long> bytes = new LinkedHashMap<>();
      Map<String, Boolean> staged = new LinkedHashMap<>();
      for (Manifest manifest : state.manifests()) {
        bytes.merge(manifest.dataset(), manifest.bytes(), Long::sum);
        staged.put(manifest.dataset(), manifest.folder().startsWith(state.id().folder() + "/"));
      }
      List<MeasuredRun.Dataset> datasets = new ArrayList<>();
      bytes.forEach(
          (dataset, sum) ->
              datasets.add(new MeasuredRun.Dataset(dataset, rounds(), sum, staged.get(dataset))));
      return datasets;
    }
  }
}
