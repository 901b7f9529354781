package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    PairSettings defaults = new SettingsLoader().load(List.of()).pair();

    assertThat(defaults).isEqualTo(new PairSettings(10, 10.0, 0.97, 0.2, 200_000, 32, 1e10));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "pair.neighbours=5",
            "pair.negative-share=4.5",
            "pair.near-duplicate=0.9",
            "pair.sparsest-share=0.1",
            "pair.max-pairs=1000",
            "pair.most-cells=33",
            "pair.exact-products=1e9");

    PairSettings changed = new SettingsLoader().load(sets).pair();

    assertThat(changed).isEqualTo(new PairSettings(5, 4.5, 0.9, 0.1, 1000, 33, 1e9));
  }
}
