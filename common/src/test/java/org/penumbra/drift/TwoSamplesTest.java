package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TwoSamplesTest {

  private static final TwoSamples GROUPED =
      TwoSamples.of(Arrays.asList("a", null, "a", "b"), Arrays.asList("a", "c", "c", null));

  @Test
  void countsBothSides() {
    assertThat(GROUPED.size()).isEqualTo(8);
    assertThat(GROUPED.referenceItems()).isEqualTo(4);
    assertThat(GROUPED.snapshotItems()).isEqualTo(4);
    assertThat(GROUPED.inSnapshot(3)).isFalse();
    assertThat(GROUPED.inSnapshot(4)).isTrue();
    assertThat(GROUPED.labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
  }

  @Property(tries = 50)
  void neverPartsAGroupThatIsOnOneSide(@ForAll long seed) {
    byte[] dealt = GROUPED.shuffled(new SplittableRandom(seed));

    assertThat(dealt[0]).isEqualTo(dealt[2]);
    assertThat(dealt[5]).isEqualTo(dealt[6]);
  }

  @Property(tries = 50)
  void dealsAsManyItemsWhereEachStandsAlone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int snapshot) {
    TwoSamples samples =
        TwoSamples.of(
            Arrays.asList(new String[10 - snapshot]), Arrays.asList(new String[snapshot]));

    byte[] dealt = samples.shuffled(new SplittableRandom(seed));

    int sum = 0;
    for (byte each : dealt) {
      sum += each;
    }
    assertThat(sum).isEqualTo(snapshot);
  }

  @Test
  void takesTheErrorOfAMeanFromWholeGroups() {
    double[] values = {0, 0, 1, 1};
    TwoSamples alone = TwoSamples.of(Arrays.asList(null, null, null, null), List.of("x"));
    TwoSamples together = TwoSamples.of(List.of("p", "p", "q", "q"), List.of("x"));

    assertThat(alone.standardError(Arrays.copyOf(values, 5), 0))
        .isCloseTo(Math.sqrt(1 / 3.0 / 4), within(1e-12));
    assertThat(together.standardError(Arrays.copyOf(values, 5), 0)).isCloseTo(.5, within(1e-12));
  }
}
