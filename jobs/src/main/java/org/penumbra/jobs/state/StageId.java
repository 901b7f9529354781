package org.penumbra.jobs.state;

import java.util.Locale;

/**
 * A stage of a round.
 *
 * @param round from 1
 * @param stage its name, the same as its command's
 */
public record StageId(int round, String stage) {

  /** How a round is spelt in every path: {@code round=001}. */
  public static String roundFolder(int round) {
    return String.format(Locale.ROOT, "round=%03d", round);
  }

  /** Where the stage keeps its state, relative to the run. */
  public String folder() {
    return "_state/" + roundFolder(round) + "/" + stage;
  }
}
