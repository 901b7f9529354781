package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  @Test
  void alignsKeysValuesAndOrigins() {
    String table =
        SettingsTable.render(
            List.of(
                new EffectiveSetting("seed", 17L, "default"),
                new EffectiveSetting("corpus.uri", "ads.csv", "my.conf:3"),
                new EffectiveSetting("corpus.id", null, "--set")));

    assertThat(table)
        .isEqualTo(
            """
            seed        17       default
            corpus.uri  ads.csv  my.conf:3
            corpus.id   null     --set
            """);
  }
}
