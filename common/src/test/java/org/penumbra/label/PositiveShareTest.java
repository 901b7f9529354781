package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PositiveShareTest {

  private static final List<ExpertLabel> LABELS =
      List.of(
          label("one of three", "ann", Answer.POSITIVE),
          label("one of three", "bob", Answer.NEGATIVE),
          label("one of three", "cay", Answer.NEGATIVE),
          label("half", "ann", Answer.POSITIVE),
          label("half", "bob", Answer.NEGATIVE),
          label("half", "cay", Answer.UNSURE),
          label("undecided", "ann", Answer.UNSURE));

  @Test
  void fewWhoSeeAViolationOutweighManyWhoSeeNone() {
    assertThat(new PositiveShare(.3).of(LABELS, caution -> {}))
        .containsOnlyKeys("half", "one of three")
        .containsEntry("half", Answer.POSITIVE)
        .containsEntry("one of three", Answer.POSITIVE);
    assertThat(new PositiveShare(.5).of(LABELS, caution -> {}))
        .containsEntry("one of three", Answer.NEGATIVE);
    assertThat(new PositiveShare(.6).of(LABELS, caution -> {}))
        .containsEntry("half", Answer.NEGATIVE);
  }

  private static ExpertLabel label(String item, String rater, Answer answer) {
    return Made.label(item, rater, answer, Phase.FIRST);
  }
}
