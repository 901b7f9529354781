package org.penumbra.report;

import java.time.Instant;
import java.util.List;

/**
 * How far a stage has come.
 *
 * @param stage its name
 * @param state in a word
 * @param at when it was done or its last attempt ended; null where none has
 * @param note the sentence it ended with, or what it waits for; may be empty
 * @param error what its last attempt died of; null where it did not
 * @param waves of an unfinished one, by dataset
 */
public record StageStatus(
    String stage, State state, Instant at, String note, String error, List<Waves> waves) {

  public StageStatus {
    waves = List.copyOf(waves);
  }

  /** A stage that nothing is known of. */
  public static StageStatus notBegun(String stage) {
    return new StageStatus(stage, State.NOT_BEGUN, null, "", null, List.of());
  }

  /** In a word. */
  public enum State {
    DONE,
    /** It was begun; it is under way, was killed, or failed. */
    UNFINISHED,
    /** People, or a server that answers by file, have to act before it goes on. */
    WAITING,
    NOT_BEGUN
  }

  /**
   * Waves of a dataset that exist.
   *
   * @param dataset its name
   * @param done how many exist
   * @param all how many there will be; null where that is not known
   */
  public record Waves(String dataset, int done, Integer all) {}

  boolean isDone() {
    return state == State.DONE;
  }
}
