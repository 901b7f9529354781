package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    LabelSettings defaults = new SettingsLoader().load(List.of()).label();

    assertThat(defaults).isEqualTo(new LabelSettings(null, 2, 1.0));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("label.uri=inbox", "label.raters=3", "label.complete-share=0.9");

    LabelSettings changed = new SettingsLoader().load(sets).label();

    assertThat(changed).isEqualTo(new LabelSettings("inbox", 3, 0.9));
  }
}
