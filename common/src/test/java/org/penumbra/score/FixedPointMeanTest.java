package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FixedPointMeanTest {

  @Test
  void takesTheMean() {
    FixedPointMean mean = of(List.of(1f, -0.5f, -2f, 0.25f));

    assertThat(mean.mean()).containsExactly(-0.3125f);
    assertThat(mean.count()).isEqualTo(4);
    assertThat(new FixedPointMean(2).mean()).containsExactly(0, 0);
  }

  @Test
  void writesOneSumInOneWay() {
    // -0.25 is -1 whole and three quarters of 2^40.
    assertThat(of(List.of(0.25f, -0.5f)).toLongs()).containsExactly(2, -1, 3L << 38);
  }

  @Test
  void doesNotOverflowOverATrillionVectors() {
    FixedPointMean mean = FixedPointMean.fromLongs(new long[] {1, 0, 1L << 39});
    for (int doubling = 0; doubling < 40; doubling++) {
      mean.merge(FixedPointMean.fromLongs(mean.toLongs()));
    }

    assertThat(mean.count()).isEqualTo(1L << 40);
    assertThat(mean.mean()).containsExactly(0.5f);
  }

  @Property(tries = 200)
  void isTheSameInAnyOrderAndHoweverMerged(
      @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -1, max = 1) Float> values,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll long seed) {
    List<Float> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    int at = Math.min(cut, shuffled.size());
    FixedPointMean merged = of(shuffled.subList(at, shuffled.size()));
    merged.merge(of(shuffled.subList(0, at)));

    assertThat(merged.toLongs()).isEqualTo(of(values).toLongs());
    assertThat(merged.mean()).isEqualTo(of(values).mean());
    assertThat(FixedPointMean.fromLongs(merged.toLongs()).mean()).isEqualTo(merged.mean());
  }

  @Test
  void refusesWhatItCannotAdd() {
    FixedPointMean mean = new FixedPointMean(1);

    assertThatThrownBy(() -> mean.add(new float[] {Float.NaN}))
        .hasMessage("Cannot add NaN to a mean");
    assertThatThrownBy(() -> mean.add(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("Cannot add Infinity to a mean");
    assertThatThrownBy(() -> mean.add(new float[2]))
        .hasMessage("Vectors of one length: found 1 and 2");
    assertThatThrownBy(() -> mean.merge(new FixedPointMean(3)))
        .hasMessage("Vectors of one length: found 1 and 3");
    assertThatThrownBy(() -> FixedPointMean.fromLongs(new long[2]))
        .hasMessage("One count and two longs a number: found 2");
    assertThat(mean.toLongs()).containsExactly(0, 0, 0);
  }

  private static FixedPointMean of(List<Float> values) {
    FixedPointMean mean = new FixedPointMean(1);
    values.forEach(value -> mean.add(new float[] {value}));
    return mean;
  }
}
