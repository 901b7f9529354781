package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    SelectSettings defaults = new SettingsLoader().load(List.of()).select();

    assertThat(defaults)
        .isEqualTo(
            new SelectSettings(
                SelectSettings.Strategy.RECIPE, 100, 0.25, 0.25, 0.5, 6, null, 0.25, null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "select.strategy=top-scored",
            "select.budget=40",
            "select.audit-share=0.5",
            "select.top-share=0.125",
            "select.reask-share=0.25",
            "select.candidates=3",
            "select.seeds=runs/old/drift_items",
            "select.seed-share=0.125",
            "select.blocklist=s3a://lists/blocked.csv");

    SelectSettings changed = new SettingsLoader().load(sets).select();

    assertThat(changed)
        .isEqualTo(
            new SelectSettings(
                SelectSettings.Strategy.TOP_SCORED,
                40,
                0.5,
                0.125,
                0.25,
                3,
                "runs/old/drift_items",
                0.125,
                "s3a://lists/blocked.csv"));
  }
}
