package org.penumbra.jobs;

import java.util.List;
import java.util.function.Supplier;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;

/**
 * Runs the stages of a round up to the point that needs people. Called again once the labels are
 * there, it finds the first stages done and goes on to the decision.
 */
public final class Round {

  private final List<Supplier<StageResult>> stages;

  public Round(RunContext context, int round) {
    this.stages =
        List.of(
            () -> new ScanJob(context, round).run(),
            () -> new EmbedJob(context, round).run(),
            () -> new ClusterJob(context, round).run(),
            () -> new PairJob(context, round).run(),
            () -> new SelectJob(context, round).run(),
            () -> new IngestJob(context, round).run(),
            () -> new SplitJob(context, round).run(),
            () -> new TrainJob(context, round).run(),
            () -> new EvaluateJob(context, round).run(),
            () -> new DecideJob(context, round).run());
  }

  /** The result of the last stage that ran: waiting for labels, or the decision. */
  public StageResult run() {
    StageResult result = null;
    for (Supplier<StageResult> stage : stages) {
      result = stage.get();
      if (result.status() == StageResult.Status.WAITING) {
        return result;
      }
    }
    return result;
  }
}
