package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    EvaluateSettings defaults = new SettingsLoader().load(List.of()).evaluate();

    assertThat(defaults)
        .isEqualTo(
            new EvaluateSettings(
                2000, 0.95, 0.2, List.of(0.5, 0.8, 0.9), List.of(0.5, 0.8, 0.9), null, null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "evaluate.replicates=500",
            "evaluate.confidence=0.9",
            "evaluate.alternative-annotator-epsilon=0.1",
            "evaluate.wanted-precisions=[0.7]",
            "evaluate.wanted-recalls=[]",
            "evaluate.items-per-day=3e9",
            "evaluate.given-holdout=holdout.parquet");

    EvaluateSettings changed = new SettingsLoader().load(sets).evaluate();

    assertThat(changed)
        .isEqualTo(
            new EvaluateSettings(
                500, 0.9, 0.1, List.of(0.7), List.of(), 3_000_000_000L, "holdout.parquet"));
  }
}
