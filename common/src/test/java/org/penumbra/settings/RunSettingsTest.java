package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    RunSettings defaults = new SettingsLoader().load(List.of()).run();

    assertThat(defaults).isEqualTo(new RunSettings(null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("run.uri=s3a://bucket/runs/a");

    RunSettings changed = new SettingsLoader().load(sets).run();

    assertThat(changed).isEqualTo(new RunSettings("s3a://bucket/runs/a"));
  }
}
