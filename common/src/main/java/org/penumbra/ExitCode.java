package org.penumbra;

/** What a command's exit status means to the script or scheduler that called it. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  WRONG_USAGE(2),
  WAITING(3);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The process exit status, 0 to 3. */
  public int value() {
    return value;
  }
}
