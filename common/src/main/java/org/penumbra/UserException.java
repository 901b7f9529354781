package org.penumbra;

/** A mistake a user can mend: the message says what was asked, what was found and what to do. */
public final class UserException extends RuntimeException {

  private final ExitCode exitCode;

  UserException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The code the command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
