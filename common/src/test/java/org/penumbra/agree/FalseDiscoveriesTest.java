package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {

  @Test
  void rejectsAllUpToTheLastThatIsUnderItsBound() {
    // Bounds of three tests at .05: i · .05 / (3 · 11/6) = .00909, .01818, .02727.
    assertThat(FalseDiscoveries.rejected(new double[] {.5, .009, .02}, .05))
        .containsExactly(false, true, false);
    // .02 is over its own bound, but .027 is under the third.
    assertThat(FalseDiscoveries.rejected(new double[] {.027, .001, .02}, .05))
        .containsExactly(true, true, true);
    assertThat(FalseDiscoveries.rejected(new double[] {.028, .01, .02}, .05))
        .containsExactly(false, false, false);
  }

  @Test
  void aSingleTestKeepsItsLevel() {
    assertThat(FalseDiscoveries.rejected(new double[] {.05}, .05)).containsExactly(true);
    assertThat(FalseDiscoveries.rejected(new double[] {.0501}, .05)).containsExactly(false);
    assertThat(FalseDiscoveries.rejected(new double[] {}, .05)).isEmpty();
  }

  @Property
  void neverRejectsWhatIsLessLikelyAndKeepsWhatIsMore(
      @ForAll @Size(min = 1, max = 8) double @DoubleRange(min = 0, max = .1) [] pValues) {
    boolean[] rejected = FalseDiscoveries.rejected(pValues, .05);
    for (int i = 0; i < pValues.length; i++) {
      for (int j = 0; j < pValues.length; j++) {
        if (rejected[i] && pValues[j] < pValues[i]) {
          assertThat(rejected[j]).isTrue();
        }
      }
    }
  }
}
