package org.penumbra.jobs;

import java.util.List;
import org.penumbra.Errors;
import org.penumbra.UserException;

/** Failures of a machine that whoever called can mend. */
final class MachineFault {

  /** As the operating system words it. */
  private static final List<String> DISK_FULL =
      List.of("No space left on device", "Disk quota exceeded");

  private MachineFault() {}

  /**
   * The fault behind a failure, null where there is none: a task's may be in Spark's words only.
   */
  static UserException within(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      for (String said : DISK_FULL) {
        if (message.contains(said)) {
          return Errors.diskFull(said);
        }
      }
    }
    return null;
  }
}
