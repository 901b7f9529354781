package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateTest {

  private static final Candidate KNOWN = Choices.item("known", 0, .3, .8);
  private static final Candidate BY_SCORE = new Candidate("plain", new float[] {1}, 5, 0, null);

  @Test
  void anItemKnownByItsScoreAloneHasNoProbabilities() {
    assertThat(BY_SCORE.probability()).isNaN();
    assertThat(BY_SCORE.teacher()).isNaN();
  }

  @Test
  void aStrategyThatNeedsATeacherSaysSo() {
    assertThat(KNOWN.requiredTeacher()).isEqualTo(.8);
    assertThatThrownBy(BY_SCORE::requiredTeacher)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Item 'plain' has no probability by a teacher, which the strategy needs");
  }

  @Test
  void probabilitiesLieBetweenZeroAndOne() {
    assertThatThrownBy(() -> Choices.item("x", 0, 1.5, .5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A probability must lie in [0, 1], found 1.5 for item 'x'");
    assertThatThrownBy(() -> Choices.item("x", 0, .5, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A probability must lie in [0, 1], found -1.0 for item 'x'");
  }

  @Test
  void aPoolIsCalibratedWhenEveryItemIs() {
    assertThat(pool(List.of(KNOWN), List.of()).calibrated()).isTrue();
    assertThat(pool(List.of(KNOWN, BY_SCORE), List.of()).calibrated()).isFalse();
    assertThat(pool(List.of(KNOWN), List.of(BY_SCORE)).calibrated()).isFalse();
  }

  @Test
  void aPoolListsItsIssuedItemsById() {
    List<Candidate> issued = List.of(Choices.item("b", 0, .1, .1), Choices.item("a", 9, .1, .1));

    assertThat(pool(List.of(KNOWN), issued).issuedItems())
        .extracting(Candidate::id)
        .containsExactly("a", "b");
  }

  private static Pool pool(List<Candidate> items, List<Candidate> issued) {
    return new Pool(items, issued, List.of(), List.of(), .5);
  }
}
