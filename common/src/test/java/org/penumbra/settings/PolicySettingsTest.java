package org.penumbra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySettingsTest {

  @Test
  void hasTheDefaultsOfTheFile() {
    PolicySettings defaults = new SettingsLoader().load(List.of()).policy();

    assertThat(defaults).isEqualTo(new PolicySettings(null));
  }

  @Test
  void takesEveryKey() {
    List<String> sets = List.of("policy.file=policies/spam.conf");

    PolicySettings changed = new SettingsLoader().load(sets).policy();

    assertThat(changed).isEqualTo(new PolicySettings("policies/spam.conf"));
  }
}
