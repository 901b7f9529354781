package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    ScorerSettings defaults = new SettingsLoader().load(List.of()).scorer();

    assertThat(defaults)
        .isEqualTo(
            new ScorerSettings(
                ScorerSettings.Kind.FEW_SHOT,
                ScorerSettings.Mode.CASCADE,
                10_000_000,
                null,
                2048,
                0.05));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "scorer.kind=given",
            "scorer.mode=full",
            "scorer.max-calls=7",
            "scorer.given=scores.parquet",
            "scorer.reference-sample=100",
            "scorer.prevalence=0.2");

    ScorerSettings changed = new SettingsLoader().load(sets).scorer();

    assertThat(changed)
        .isEqualTo(
            new ScorerSettings(
                ScorerSettings.Kind.GIVEN,
                ScorerSettings.Mode.FULL,
                7,
                "scores.parquet",
                100,
                0.2));
  }
}
