package org.penumbra;

/** A mistake a user can mend: the message says what was asked, what was found and what to do. */
public final class UserException extends RuntimeException {

  private final ExitCode exitCode;

  UserException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * The mistake behind a failure: an executor's comes wrapped in what Spark says of the task. Null
   * when there is none.
   */
  public static UserException within(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException mistake) {
        return mistake;
      }
    }
    return null;
  }

  /** The code the command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
