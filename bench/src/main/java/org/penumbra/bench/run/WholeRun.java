package org.penumbra.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.penumbra.plan.Rounds;
import org.penumbra.provenance.Provenance;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

/**
 * A loop's first round, answered by simulated experts, and the second up to its batch: every stage
 * runs at least once, and those that read the pool run on last round's student too.
 */
final class WholeRun {

  private static final List<String> FIRST =
      List.of(
          "scan",
          "embed",
          "cluster",
          "pair",
          "select",
          "ingest",
          "split",
          "train",
          "evaluate",
          "decide");
  private static final List<String> SECOND = List.of("scan", "embed", "cluster", "pair", "select");

  private final Path project;
  private final MadeCorpus corpus;
  private final Path run;
  private long peak;
  private double cpuSeconds;

  WholeRun(Path project, MadeCorpus corpus) {
    this.project = project;
    this.corpus = corpus;
    this.run = corpus.folder().resolve("run");
  }

  /** Runs it; nothing of the run is there before. */
  Result go() throws IOException, InterruptedException {
    submit("round", "--round", "1");
    submit("answer", "--round", "1", "--truth", corpus.truth().toString());
    submit("round", "--round", "1");
    submit("round", "--round", "2");
    Map<String, Double> stages = new LinkedHashMap<>();
    for (String stage : FIRST) {
      stages.put(name(Rounds.FIRST, stage), seconds(1, stage));
    }
    for (String stage : SECOND) {
      stages.put(name(Rounds.LATER, stage), seconds(2, stage));
    }
    return new Result(run, corpus.items(), stages, peak, cpuSeconds);
  }

  /** A stage as the results call it. */
  static String name(Rounds rounds, String stage) {
    return rounds == Rounds.FIRST ? stage : stage + ", round 2";
  }

  private void submit(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    for (String setting : corpus.settings(run)) {
      all.addAll(List.of("--set", setting));
    }
    Submitted done = Submitted.run(project, corpus.folder().resolve("output.txt"), all);
    peak = Math.max(peak, done.peakBytes());
    cpuSeconds += done.cpuSeconds();
  }

  private double seconds(int round, String stage) throws IOException {
    Path report = run.resolve(String.format("_state/round=%03d/%s/report.json", round, stage));
    Provenance provenance =
        new ReportJson().read(Files.readString(report), StageReport.class).provenance();
    return Duration.between(provenance.started(), provenance.finished()).toMillis() / 1e3;
  }

  /**
   * What it took.
   *
   * @param run where it lies
   * @param items of corpus and pool
   * @param stages seconds of each
   * @param peakBytes the most that a process had resident
   * @param cpuSeconds processor time of all commands, their starts included
   */
  record Result(
      Path run, int items, Map<String, Double> stages, long peakBytes, double cpuSeconds) {

    /** Seconds of all stages. */
    double seconds() {
      return stages.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
