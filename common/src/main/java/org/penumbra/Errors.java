package org.penumbra;

import java.util.List;
import java.util.Locale;

/**
 * Every error a user can cause, in one place. Each says what was asked, what was found and what to
 * do next.
 */
public final class Errors {

  private Errors() {}

  // ---------------------------------------------------------------------------- settings

  // ---------------------------------------------------------------------------- policy

  // ---------------------------------------------------------------------------- corpus

  // ---------------------------------------------------------------------------- encoder

  // ---------------------------------------------------------------------------- scores and pairs

  // ---------------------------------------------------------------------------- labels

  // ---------------------------------------------------------------------------- student

  // ---------------------------------------------------------------------------- state of a run

  /** Another process is at work on the run. */
  public static UserException runIsBusy(String application, String host, long process) {
    return failed(
        "Cannot write to the run: %s (process %d on %s) is at work on it. Wait until it ends, or"
            + " stop it.",
        application, process, host);
  }

  /** Another process took the run over while this one stood still. */
  public static UserException leaseLost(long epoch, long newest) {
    return failed(
        "Cannot go on writing: this process holds epoch %d of the run, but another has taken epoch"
            + " %d. Nothing is lost; call the command again if the other ended.",
        epoch, newest);
  }

  /** The stage was finished, or begun, with other settings or inputs. */
  public static UserException stageDoneOtherwise(
      String stage, int round, List<String> differences) {
    return usage(
        "Cannot run %s of round %d: it was done with other settings or inputs.%n  %s%nAdd --again"
            + " to do it again, or start a new run with --set run.uri=…",
        stage, round, String.join(System.lineSeparator() + "  ", differences));
  }

  /** A stage's input is not there. */
  public static UserException stageNotDone(String stage, int round, String needed) {
    return usage(
        "Cannot run %s of round %d: %s of round %d is not done. Run it first, or run the whole"
            + " round: ./submit.sh round --round %d",
        stage, round, needed, round, round);
  }

  /** An earlier round's stage is not there. */
  public static UserException roundNotDone(String stage, int round, int earlier, String needed) {
    return usage(
        "Cannot run %s of round %d: %s of round %d is not done. Finish round %d first.",
        stage, round, needed, earlier, earlier);
  }

  /** The dataset was written by a later version. */
  public static UserException datasetTooNew(String file, long found, long known) {
    return failed(
        "Cannot read %s: its schema version is %d, this version of Penumbra knows up to %d. Use the"
            + " version that wrote it, or a later one.",
        file, found, known);
  }

  private static UserException failed(String message, Object... values) {
    return new UserException(ExitCode.FAILED, String.format(Locale.ROOT, message, values));
  }

  private static UserException usage(String message, Object... values) {
    return new UserException(ExitCode.WRONG_USAGE, String.format(Locale.ROOT, message, values));
  }

}
