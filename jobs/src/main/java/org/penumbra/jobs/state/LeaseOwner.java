package org.penumbra.jobs.state;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who holds a lease.
 *
 * @param application the Spark application's id
 * @param host the driver's host name
 * @param process the driver's process id
 * @param started when that process started, milliseconds since 1970; tells a reused process id
 */
public record LeaseOwner(String application, String host, long process, long started) {

  private static final long CLOCK_CORRECTION_MILLIS = 60_000;

  /** This process. */
  public static LeaseOwner here(String application) {
    ProcessHandle self = ProcessHandle.current();
    return new LeaseOwner(application, hostName(), self.pid(), started(self));
  }

  /** Whether this owner was a process of the same machine that no longer lives. */
  boolean isGoneFrom(LeaseOwner me) {
    return host.equals(me.host)
        && ProcessHandle.of(process)
            .map(handle -> !handle.isAlive() || isAnother(started(handle)))
            .orElse(true);
  }

  /** Java reckons starts from the wall clock, so two processes see them a little apart. */
  private boolean isAnother(long startedNow) {
    return Math.abs(startedNow - started) > CLOCK_CORRECTION_MILLIS;
  }

  private static long started(ProcessHandle handle) {
    return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
