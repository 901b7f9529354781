package org.penumbra.settings;

import java.time.Duration;

/**
 * How a run's one writer shows that it lives.
 *
 * @param heartbeat time between two signs of life
 * @param expiry silence after which another writer may take over
 */
public record LeaseSettings(Duration heartbeat, Duration expiry) {

  static LeaseSettings read(SettingsReader reader) {
    LeaseSettings lease =
        new LeaseSettings(reader.duration("lease.heartbeat"), reader.duration("lease.expiry"));
    if (lease.expiry.compareTo(lease.heartbeat.multipliedBy(2)) < 0) {
      reader.conflict(
          "lease.expiry must be at least twice lease.heartbeat, or one late beat loses the run",
          "lease.expiry",
          "lease.heartbeat");
    }
    return lease;
  }
}
