package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SplitSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    SplitSettings defaults = new SettingsLoader().load(List.of()).split();

    assertThat(defaults).isEqualTo(new SplitSettings(0.5));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("split.eval-share=0.4");

    SplitSettings changed = new SettingsLoader().load(sets).split();

    assertThat(changed).isEqualTo(new SplitSettings(0.4));
  }

  @Test
  void refusesAKappaOfEvaluationItemsWithoutAny() {
    List<String> sets = List.of("split.eval-share=0", "label.kappa-half-width=0.1");

    assertThatThrownBy(() -> new SettingsLoader().load(sets))
        .hasMessageContaining(
            "split.eval-share: is 0, but label.kappa-half-width asks for a kappa of evaluation"
                + " items");
    assertThat(new SettingsLoader().load(sets.subList(0, 1)).split().evalShare()).isZero();
  }
}
