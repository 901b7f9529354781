package org.penumbra.jobs;

import java.util.List;
import org.penumbra.Errors;
import org.penumbra.UserException;

/** Failures of a machine that whoever called can mend. */
final class MachineFault {

  /** As the operating system words it. */
  private static final List<String> DISK_FULL =
      List.of("No space left on device", "Disk quota exceeded");

  private static final String PORT_TAKEN = "Address already in use";

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
      if (message.contains(PORT_TAKEN)) {
        return Errors.portTaken(service(message));
      }
    }
    return null;
  }

  /** Of what Spark says, the service and no advice of its own. */
  private static String service(String message) {
    String first = message.lines().findFirst().orElse(PORT_TAKEN);
    int advice = first.indexOf('!');
    return advice < 0 ? first : first.substring(0, advice);
  }
}
