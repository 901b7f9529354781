package org.penumbra.jobs.drift;

import java.util.List;
import java.util.Optional;
import org.penumbra.drift.Finding;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;

/**
 * What the last comparison came to, for a scheduler to branch on: {@code
 * _state/round=NNN/drift.json}.
 *
 * @param round that was held against
 * @param snapshot number of the comparison, from 1
 * @param against the snapshot's address; null where only the policy was looked at
 * @param run whether that is another run
 * @param due whether a new round is due
 * @param why one sentence
 * @param alarms the tests that raised one
 * @param askAgain labelled items that a changed guideline asks again
 * @param seeds where the items of new regions lie, below the run; null where there is none
 */
public record DriftOutcome(
    int round,
    int snapshot,
    String against,
    boolean run,
    boolean due,
    String why,
    List<Finding.Test> alarms,
    int askAgain,
    String seeds) {

  /** What the file says, if there is one. */
  public static Optional<DriftOutcome> read(Store store, int round) {
    return store.read(path(round)).map(json -> Json.read(json, DriftOutcome.class));
  }

  void write(RunContext context) {
    context.lease().check();
    context.store().put(path(round), Json.write(this));
  }

  private static String path(int round) {
    return "_state/" + StageId.roundFolder(round) + "/drift.json";
  }
}
