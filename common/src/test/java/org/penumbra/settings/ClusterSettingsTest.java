package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    ClusterSettings defaults = new SettingsLoader().load(List.of()).cluster();

    assertThat(defaults)
        .isEqualTo(new ClusterSettings(20, 100, 4, 100, 4000, 10, 2000, 10, 2.0, 3));
  }

  @Test
  void takesEveryKey() {
    List<String> sets =
        List.of(
            "cluster.positive-items-per-cluster=21",
            "cluster.negative-items-per-cluster=101",
            "cluster.k-min=5",
            "cluster.k-max=99",
            "cluster.fit-sample=4001",
            "cluster.iterations=11",
            "cluster.edge-sample=2001",
            "cluster.edge-neighbours=9",
            "cluster.min-lift=1.5",
            "cluster.min-edges=2");

    ClusterSettings changed = new SettingsLoader().load(sets).cluster();

    assertThat(changed).isEqualTo(new ClusterSettings(21, 101, 5, 99, 4001, 11, 2001, 9, 1.5, 2));
  }
}
