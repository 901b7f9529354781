package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScaledBytesTest {

  @Test
  void theLargestNumberIs127() {
    ScaledBytes bytes = ScaledBytes.of(new float[] {.6f, -.8f, 0, .001f});

    assertThat(bytes.codes()).containsExactly(95, -127, 0, 0);
    assertThat(bytes.scale()).isEqualTo(.8f / 127);
  }

  @Property
  void aNumberIsOffByHalfAStepAtMost(@ForAll @Size(8) @FloatRange(min = -1, max = 1) float[] any) {
    float[] vector = Vectors.normalised(any);
    ScaledBytes bytes = ScaledBytes.of(vector);

    for (int i = 0; i < vector.length; i++) {
      assertThat(bytes.codes()[i] * bytes.scale())
          .isCloseTo(vector[i], within(bytes.scale() * .5001f));
    }
  }

  @Test
  void eachOfSeveralVectorsHasUnitLengthAgain() {
    float[] two = {.6f, -.8f, 1, 0};
    float[] again = ScaledBytes.of(two).units(2);

    assertThat(Vectors.dot(new float[] {again[0], again[1]}, new float[] {again[0], again[1]}))
        .isCloseTo(1, within(1e-6f));
    assertThat(again[1]).isCloseTo(-.8f, within(.005f));
    assertThat(again).endsWith(1, 0);
  }

  @Test
  void zerosStayZeros() {
    ScaledBytes bytes = ScaledBytes.of(new float[2]);

    assertThat(bytes.scale()).isZero();
    assertThat(bytes.units(2)).containsExactly(0, 0);
  }
}
