package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    EvaluateSettings defaults = new SettingsLoader().load(List.of()).evaluate();

    assertThat(defaults).isEqualTo(new EvaluateSettings(2000, 0.95, null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "evaluate.replicates=500",
            "evaluate.confidence=0.9",
            "evaluate.given-holdout=holdout.parquet");

    EvaluateSettings changed = new SettingsLoader().load(sets).evaluate();

    assertThat(changed).isEqualTo(new EvaluateSettings(500, 0.9, "holdout.parquet"));
  }
}
