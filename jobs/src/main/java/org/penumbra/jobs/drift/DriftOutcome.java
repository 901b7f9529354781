package org.penumbra.jobs.drift;

import java.util.List;
import java.util.Optional;
import org.penumbra.drift.Finding;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;

/**
 * What a comparison came to: {@code _state/round=NNN/drift-NNNN.json}. The one last asked for lies
 * beside it as {@code drift.json}, for a scheduler to branch on.
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

  private static final String LAST = "drift";

  /** What the comparison last asked for came to, if there is one. */
  public static Optional<DriftOutcome> last(Store store, int round) {
    return read(store, path(round, LAST));
  }

  /** Makes a comparison the one last asked for, be it done now or long ago. */
  public static void tell(RunContext context, int round, int snapshot) {
    read(context.store(), path(round, name(snapshot)))
        .ifPresent(outcome -> outcome.put(context, LAST));
  }

  void write(RunContext context) {
    put(context, name(snapshot));
  }

  private void put(RunContext context, String name) {
    context.lease().check();
    context.store().put(path(round, name), Json.write(this));
  }

  private static Optional<DriftOutcome> read(Store store, String path) {
    return store.read(path).map(json -> Json.read(json, DriftOutcome.class));
  }

  private static String name(int snapshot) {
    return String.format("%s-%04d", LAST, snapshot);
  }

  private static String path(int round, String name) {
    return "_state/" + StageId.roundFolder(round) + "/" + name + ".json";
  }
}
