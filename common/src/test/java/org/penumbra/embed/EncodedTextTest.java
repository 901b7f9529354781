package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncodedTextTest {

  @Test
  void scoresATextByItsMostExtremeWindow() {
    float[] windows = {1, 0, 0, 1, -1, 0};
    EncodedText text = new EncodedText(new float[] {0, 1}, windows, false);

    assertThat(text.max(new float[] {1, 0})).isEqualTo(1);
    assertThat(text.max(new float[] {0, 1})).isEqualTo(1);
    assertThat(text.max(new float[] {0, -1})).isEqualTo(0);
  }

  @Test
  void scoresATextOfOneWindowByItsVector() {
    EncodedText text = new EncodedText(new float[] {0.6f, 0.8f}, null, false);

    assertThat(text.max(new float[] {0, -1})).isEqualTo(-0.8f);
  }
}
