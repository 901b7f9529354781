package org.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinnedTextsTest {

  private static final List<Boolean> POSITIVE = List.of(true, true, true, false, false);
  private static final ThinnedTexts CORPUS = new ThinnedTexts(List.of(0, 1, 2, 3, 4), POSITIVE, .1);

  @Test
  void positivesAreAsRareAsWanted() {
    assertThat(CORPUS.share(POSITIVE::get)).isCloseTo(.1, within(1e-12));
    assertThat(CORPUS.share(text -> true)).isCloseTo(1, within(1e-12));
  }

  @Test
  void strataEndAtQuantilesOfTheCorpus() {
    // Texts 4 and 3 are 45 % of the corpus each.
    List<ThinnedTexts.Stratum> strata = CORPUS.strata(text -> -text, new double[] {.5});
    assertThat(strata.get(0).share()).isCloseTo(.9, within(1e-12));
    assertThat(CORPUS.quantile(text -> -text, .5)).isEqualTo(-2);
  }

  @Test
  void drawsTextsAsOftenAsTheyAre() {
    int[] drawn =
        CORPUS.strata(text -> text, new double[0]).get(0).draw(10_000, new SplittableRandom(1));
    long positives = IntStream.of(drawn).filter(POSITIVE::get).count();
    assertThat(positives).isBetween(900L, 1100L);
  }
}
