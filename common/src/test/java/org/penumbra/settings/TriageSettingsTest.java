package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TriageSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    TriageSettings defaults = new SettingsLoader().load(List.of()).triage();

    assertThat(defaults)
        .isEqualTo(new TriageSettings(10_000_000, 20_000, 4_000, 2_000, 0.95, 0.95, 1, 0.1));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "triage.from-items=1000",
            "triage.candidates=200",
            "triage.distil-sample=100",
            "triage.band-sample=50",
            "triage.recall=0.9",
            "triage.confidence=0.8",
            "triage.max-kept=0.4",
            "triage.max-loss=0.2");

    TriageSettings changed = new SettingsLoader().load(sets).triage();

    assertThat(changed).isEqualTo(new TriageSettings(1000, 200, 100, 50, 0.9, 0.8, 0.4, 0.2));
  }
}
