package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    DemoSettings defaults = new SettingsLoader().load(List.of()).demo();

    assertThat(defaults).isEqualTo(new DemoSettings(20_000, 5, 80, 2000));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of("demo.items=200", "demo.rounds=2", "demo.budget=12", "demo.holdout-items=50");

    DemoSettings changed = new SettingsLoader().load(sets).demo();

    assertThat(changed).isEqualTo(new DemoSettings(200, 2, 12, 50));
  }
}
