package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RaterNamesTest {

  @Test
  void aStarStandsForAnyCharactersAndAllElseForItself() {
    assertThat(RaterNames.matching("c*")).accepts("c", "c17", "crowd").rejects("e1", "ac", "");
    assertThat(RaterNames.matching("ann, bob")).accepts("ann", "bob").rejects("ann, bob", "an");
    assertThat(RaterNames.matching("a.b?")).accepts("a.b?").rejects("axb1");
    assertThat(RaterNames.matching("*-eu")).accepts("x-eu").rejects("x-eu-1");
  }

  @Test
  void aQuestionMarkMakesAPosition() {
    assertThat(RaterNames.isPosition("?0")).isTrue();
    assertThat(RaterNames.isPosition("r?")).isFalse();
  }
}
