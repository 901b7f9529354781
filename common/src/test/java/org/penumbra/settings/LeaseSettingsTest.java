package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    LeaseSettings defaults = new SettingsLoader().load(List.of()).lease();

    assertThat(defaults)
        .isEqualTo(new LeaseSettings(Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("lease.heartbeat=500ms", "lease.expiry=2m");

    LeaseSettings changed = new SettingsLoader().load(sets).lease();

    assertThat(changed).isEqualTo(new LeaseSettings(Duration.ofMillis(500), Duration.ofMinutes(2)));
  }
}
