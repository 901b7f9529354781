package org.penumbra.report;

import java.time.Instant;

/**
 * Who holds a run's lease.
 *
 * @param application the Spark application's id
 * @param host the driver's host name
 * @param process the driver's process id
 * @param started when that process started
 * @param heartbeat the last one, by the owner's clock; null where it is not known
 * @param state whether it lives, as far as one can tell by looking once
 */
public record RunWriter(
    String application,
    String host,
    long process,
    Instant started,
    Instant heartbeat,
    State state) {

  /** Whether it lives. */
  public enum State {
    AT_WORK,
    /** No heartbeat for longer than the lease's expiry. */
    SILENT,
    /** It was a process of this machine, and is gone. */
    GONE
  }
}
