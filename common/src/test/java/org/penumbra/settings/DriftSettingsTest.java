package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriftSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    DriftSettings defaults = new SettingsLoader().load(List.of()).drift();

    assertThat(defaults).isEqualTo(new DriftSettings(0.05, 20_000, 40_000));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of("drift.false-alarm-rate=0.01", "drift.sample=500", "drift.reference-sample=900");

    DriftSettings changed = new SettingsLoader().load(sets).drift();

    assertThat(changed).isEqualTo(new DriftSettings(0.01, 500, 900));
  }
}
