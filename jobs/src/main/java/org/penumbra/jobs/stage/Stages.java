package org.penumbra.jobs.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.penumbra.Errors;
import org.penumbra.jobs.spark.ActionCounter;
import org.penumbra.jobs.spark.Partitions;
import org.penumbra.jobs.spark.Progress;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageKey;
import org.penumbra.jobs.state.StageState;
import org.penumbra.provenance.CodeVersion;
import org.penumbra.provenance.Input;
import org.penumbra.provenance.Outcome;
import org.penumbra.provenance.PeakMemory;
import org.penumbra.provenance.Provenance;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a stage by the protocol, so that a job holds nothing but its step of the method. */
public final class Stages {

  /** One line of JSON per stage; log4j2.properties says where it goes. */
  private static final Logger LOG = LoggerFactory.getLogger("org.penumbra.stages");

  private final RunContext context;
  private final ReportJson json = new ReportJson();

  public Stages(RunContext context) {
    this.context = context;
  }

  /**
   * Runs a stage unless it is done.
   *
   * @param work what the stage does
   * @throws org.penumbra.UserException where it was done, or begun, with another key
   */
  public StageResult run(Dependencies dependencies, Consumer<StageRun> work) {
    ForgetLog.requireFinished(context.store());
    StageId id = dependencies.stage();
    StageKey key = dependencies.key();
    StageState state = new StageState(context.store(), id);
    Optional<StageKey> before = state.key();
    if (before.isPresent() && !before.get().equals(key) && state.begun()) {
      if (context.repeat() == RunContext.Repeat.REFUSE) {
        throw Errors.stageDoneOtherwise(id.stage(), id.round(), before.get().differences(key));
      }
      context.lease().check();
      state.forget();
    }
    if (state.succeeded()) {
      List<Input> inputs = read(state.report().orElseThrow()).provenance().inputs();
      if (context.repeat() == RunContext.Repeat.REFUSE || !dependencies.anew(inputs)) {
        return doneBefore(state, dependencies.changed(inputs));
      }
      context.lease().check();
      state.forget();
    }
    state.putKey(key);
    return attempt(state, dependencies, work);
  }

  private StageResult doneBefore(StageState state, boolean changed) {
    // Killed between its success and this, the stage left its staged texts behind.
    state.deleteStaged();
    StageReport report = read(state.report().orElseThrow());
    StageId id = state.id();
    context
        .progress()
        .line(
            "round "
                + id.round()
                + "  "
                + id.stage()
                + " is done already"
                + (changed ? "; what it reads has changed since: --again does it anew" : ""));
    return new StageResult(
        id.stage(),
        id.round(),
        StageResult.Status.DONE_BEFORE,
        new TreeMap<>(report.counts()),
        report.note());
  }

  private StageResult attempt(
      StageState state, Dependencies dependencies, Consumer<StageRun> work) {
    SparkContext spark = context.spark().sparkContext();
    Partitions.start(context.spark());
    ActionCounter actions = new ActionCounter();
    spark.addSparkListener(actions);
    Instant started = Instant.now();
    try (Progress.Bar bar = context.progress().start(state.id().round(), state.id().stage())) {
      StageRun run = new StageRun(context, state, bar);
      try {
        work.accept(run);
        context.lease().check();
      } catch (Throwable e) {
        // Whatever it is: Spark throws checked exceptions that it does not declare. Who lost the
        // lease leaves the report to the new owner.
        if (context.lease().isHeld()) {
          put(state, report(dependencies, run, started, actions.count(), e));
        }
        throw e;
      }
      drain(spark);
      StageResult result = run.result();
      put(state, report(dependencies, run, started, actions.count(), null));
      if (result.status() == StageResult.Status.DONE) {
        state.putSuccess(dependencies.key().hash());
        state.deleteStaged();
      }
      return result;
    } finally {
      spark.removeSparkListener(actions);
      spark.setJobDescription(null);
    }
  }

  /** Listeners hear of jobs later; the count of actions waits for them. */
  private static void drain(SparkContext spark) {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners do not keep up", e);
    }
  }

  private void put(StageState state, StageReport report) {
    state.putReport(json.write(report).getBytes(UTF_8));
    LOG.info("{}", json.writeLine(report));
  }

  private StageReport report(
      Dependencies dependencies, StageRun run, Instant started, int actions, Throwable failure) {
    StageResult result = run.result();
    Outcome outcome =
        failure != null
            ? Outcome.FAILED
            : result.status() == StageResult.Status.WAITING ? Outcome.WAITING : Outcome.DONE;
    Provenance provenance =
        new Provenance(
            result.stage(),
            result.round(),
            dependencies.settingsHash(),
            dependencies.inputs(),
            context.settings().seed(),
            CodeVersion.current(),
            dependencies.models(),
            dependencies.prompts(),
            started,
            Instant.now(),
            versions(),
            outcome);
    String error = failure == null ? null : String.valueOf(failure.getMessage());
    return new StageReport(
        provenance,
        result.counts(),
        actions,
        context.spark().sparkContext().defaultParallelism(),
        PeakMemory.bytes(),
        run.warnings(),
        result.note(),
        error);
  }

  private SortedMap<String, String> versions() {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("java", System.getProperty("java.version"));
    versions.put("spark", context.spark().version());
    return versions;
  }

  private StageReport read(byte[] report) {
    try {
      return json.read(new String(report, UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
