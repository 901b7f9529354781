package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecideSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    DecideSettings defaults = new SettingsLoader().load(List.of()).decide();

    assertThat(defaults).isEqualTo(new DecideSettings(0.10, 0.80, 0.10, 200, 0.02, 0.08, 6, 3000));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "decide.margin=0.05",
            "decide.floor=0.7",
            "decide.max-unsure=0.2",
            "decide.min-doubled=100",
            "decide.flat-gain=0.01",
            "decide.flat-bound=0.06",
            "decide.planned-looks=4",
            "decide.max-answers=999");

    DecideSettings changed = new SettingsLoader().load(sets).decide();

    assertThat(changed).isEqualTo(new DecideSettings(0.05, 0.7, 0.2, 100, 0.01, 0.06, 4, 999));
  }
}
