package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final LabelledCorpus CORPUS = Toy.corpus(1000);
  private static final Draw DRAW = draw(7);

  @Test
  void thinsPositivesToTheWantedShareInPoolAndTestSetAlike() {
    assertThat(share(DRAW.pool())).isBetween(.095, .105);
    assertThat(share(DRAW.test())).isBetween(.09, .11);
  }

  @Test
  void keepsAllNegativesAndTheTestShare() {
    long negatives = IntStream.of(CORPUS.labels()).filter(label -> label == 0).count();
    int items = DRAW.pool().length + DRAW.test().length;

    assertThat(items).isEqualTo(Math.toIntExact(negatives + Math.round(negatives / 9.0)));
    assertThat(DRAW.test().length / (double) items).isBetween(.295, .305);
  }

  @Test
  void putsNoItemOnTwoSides() {
    int[] all =
        Stream.of(DRAW.examples(), DRAW.pool(), DRAW.test()).flatMapToInt(IntStream::of).toArray();

    assertThat(all).doesNotHaveDuplicates();
    assertThat(DRAW.examples()).hasSize(3);
    assertThat(share(DRAW.examples())).isEqualTo(1);
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(draw(7).pool()).isEqualTo(DRAW.pool());
    assertThat(draw(8).pool()).isNotEqualTo(DRAW.pool());
  }

  @Test
  void leavesOutNearDuplicatesOfExamples() {
    int example = DRAW.examples()[0];
    float[][] vectors = CORPUS.vectors().clone();
    int twin = DRAW.pool()[0];
    vectors[twin] = vectors[example];
    LabelledCorpus twinned =
        new LabelledCorpus(
            "toy",
            CORPUS.ids(),
            CORPUS.texts(),
            vectors,
            CORPUS.ngrams(),
            CORPUS.labels(),
            CORPUS.votes());

    Draw draw = Draw.of(twinned, CORPUS.labels(), Toy.DRAWS, 7).orElseThrow();

    assertThat(draw.pool()).doesNotContain(twin);
    assertThat(draw.test()).doesNotContain(twin);
  }

  @Test
  void isRefusedWhereTooFewPositivesRemainOrAreThere() {
    Draw.Plan tooFew = new Draw.Plan(.1, .3, 3, 500);
    Draw.Plan tooMany = new Draw.Plan(.5, .3, 3, 20);

    assertThat(Draw.of(CORPUS, CORPUS.labels(), tooFew, 7)).isEmpty();
    assertThat(Draw.of(CORPUS, CORPUS.labels(), tooMany, 7)).isEmpty();
  }

  private static Draw draw(long seed) {
    return Draw.of(CORPUS, CORPUS.labels(), Toy.DRAWS, seed).orElseThrow();
  }

  private static double share(int[] items) {
    return IntStream.of(items).map(item -> CORPUS.labels()[item]).average().orElseThrow();
  }
}
