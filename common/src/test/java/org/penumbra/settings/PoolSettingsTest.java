package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PoolSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    PoolSettings defaults = new SettingsLoader().load(List.of()).pool();

    assertThat(defaults).isEqualTo(new PoolSettings(1_000_000, 0.5));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("pool.max-items=2e6", "pool.sample-share=0.25");

    PoolSettings changed = new SettingsLoader().load(sets).pool();

    assertThat(changed).isEqualTo(new PoolSettings(2_000_000, 0.25));
  }
}
