package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    SimulatedSettings defaults = new SettingsLoader().load(List.of()).simulated();

    assertThat(defaults).isEqualTo(new SimulatedSettings(0.8));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("simulated.expert-kappa=0.7");

    SimulatedSettings changed = new SettingsLoader().load(sets).simulated();

    assertThat(changed).isEqualTo(new SimulatedSettings(0.7));
  }
}
