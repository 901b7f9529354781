package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConcatenatedEncoderTest {

  private static final float HALF = (float) Math.sqrt(0.5);

  /** Gives every text the same vectors, and knows whether it was closed. */
  private static final class Fixed implements TextEncoder {
    private final EncodedText each;
    private boolean closed;

    Fixed(EncodedText each) {
      this.each = each;
    }

    @Override
    public int dimension() {
      return each.vector().length;
    }

    @Override
    public List<EncodedText> encode(List<String> texts) {
      return texts.stream().map(text -> each).toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Fixed one = new Fixed(new EncodedText(new float[] {1, 0}, null, false));
  private final Fixed windowed =
      new Fixed(new EncodedText(new float[] {0.6f, 0.8f, 0}, new float[] {1, 0, 0, 0, 1, 0}, true));

  @Test
  void theWholeHasUnitLengthAndItsCosineIsTheMean() {
    EncodedText encoded = new ConcatenatedEncoder(one, one).encode(List.of("a", "b")).get(1);

    assertThat(encoded.vector()).containsExactly(HALF, 0, HALF, 0);
    assertThat(encoded.windows()).isNull();
    assertThat(encoded.truncated()).isFalse();
    assertThat(Vectors.dot(encoded.vector(), encoded.vector())).isCloseTo(1, within(1e-6f));
  }

  @Test
  void theLastOfFewerWindowsStandsBesideFurtherOnes() {
    ConcatenatedEncoder encoder = new ConcatenatedEncoder(one, windowed);
    EncodedText encoded = encoder.encode(List.of("long")).get(0);

    assertThat(encoder.dimension()).isEqualTo(5);
    assertThat(encoded.windows()).containsExactly(HALF, 0, HALF, 0, 0, HALF, 0, 0, HALF, 0);
    assertThat(encoded.vector()).hasSize(5);
    assertThat(encoded.truncated()).isTrue();
  }

  @Test
  void closesBoth() {
    new ConcatenatedEncoder(one, windowed).close();

    assertThat(one.closed).isTrue();
    assertThat(windowed.closed).isTrue();
  }
}
