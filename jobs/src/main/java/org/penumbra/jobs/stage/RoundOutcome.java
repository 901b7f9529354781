package org.penumbra.jobs.stage;

import java.util.Optional;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;

/**
 * Where a round stands, for a scheduler to branch on: {@code _state/round=NNN/outcome.json}.
 *
 * @param round from 1
 * @param outcome {@code waiting} for labels, else the verdict
 * @param stop whether the loop ends here
 * @param why one sentence
 */
public record RoundOutcome(int round, String outcome, boolean stop, String why) {

  private static final String WAITING = "waiting";

  /** The round waits for labels. */
  public static RoundOutcome waiting(int round, String why) {
    return new RoundOutcome(round, WAITING, false, why);
  }

  /** What the file says, if there is one. */
  public static Optional<RoundOutcome> read(Store store, int round) {
    return store.read(path(round)).map(json -> Json.read(json, RoundOutcome.class));
  }

  /** Writes the file. */
  public void write(RunContext context) {
    context.store().put(path(round), Json.write(this));
  }

  private static String path(int round) {
    return "_state/" + StageId.roundFolder(round) + "/outcome.json";
  }
}
