package org.penumbra.jobs.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a lease, as seen from outside.
 *
 * @param owner the process
 * @param heartbeat the last one, by the owner's clock
 */
public record LeaseHolder(LeaseOwner owner, Optional<Instant> heartbeat) {

  /** Whether it was a process of this machine that no longer lives. */
  public boolean isGone() {
    return owner.isGoneFrom(LeaseOwner.here(""));
  }
}
