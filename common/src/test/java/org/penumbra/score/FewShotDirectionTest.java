package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.EncodedText;

class FewShotDirectionTest {

  @Test
  void pointsFromTheCorpusToTheExamples() {
    // The examples' mean is (.5, .5), the corpus's (.5, .25).
    FewShotDirection direction =
        FewShotDirection.from(
            List.of(new float[] {1, 0}, new float[] {0, 1}), new float[] {0.5f, 0.25f});

    assertThat(direction.vector()).containsExactly(0, 1);
    assertThat(direction.score(new EncodedText(new float[] {0.6f, 0.8f}, null, false)))
        .isEqualTo(0.8f);
  }

  @Test
  void scoresALongTextByItsMostSuspiciousWindow() {
    FewShotDirection direction =
        FewShotDirection.from(List.of(new float[] {0, 1}), new float[] {0, 0});
    EncodedText text = new EncodedText(new float[] {1, 0}, new float[] {1, 0, 0.6f, 0.8f}, false);

    assertThat(direction.score(text)).isEqualTo(0.8f);
  }

  @Test
  void doesNotDependOnTheOrderOfTheExamples() {
    List<float[]> examples =
        List.of(new float[] {0.1f, 0.7f}, new float[] {0.3f, 1e-7f}, new float[] {-0.9f, 0.2f});
    float[] mean = {0.01f, 0.02f};

    assertThat(
            FewShotDirection.from(List.of(examples.get(2), examples.get(0), examples.get(1)), mean)
                .vector())
        .isEqualTo(FewShotDirection.from(examples, mean).vector());
  }

  @Test
  void needsAnExample() {
    assertThatThrownBy(() -> FewShotDirection.from(List.of(), new float[2]))
        .hasMessage("A direction needs at least one positive example");
  }
}
