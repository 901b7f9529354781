package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void sumsTheSpellingsOfEachLabelAndKeepsTheRestAsDoubt() throws Fault {
    Judgement judgement =
        judge(Mode.LOGPROBS)
            .judge(
                List.of(
                    Made.said(
                        "violates",
                        Map.of("viol", 0.4, " Viol", 0.2, "fine", 0.15, "Well", 0.05))));

    assertThat(judgement.score()).isEqualTo(0.6 / 0.75, offset(1e-12));
    assertThat(judgement.doubt()).isEqualTo(0.25, offset(1e-12));
  }

  @Test
  void votesAreTheShareOfTheValidOnes() throws Fault {
    Judgement judgement =
        judge(Mode.VOTES)
            .judge(List.of(Made.said("violates"), Made.said("perhaps"), Made.said("violates")));

    assertThat(judgement.score()).isEqualTo(1);
    assertThat(judgement.doubt()).isEqualTo(1 / 3.0, offset(1e-12));
  }

  @Test
  void aStatedConfidenceIsOfTheLabelThatWasSaid() throws Fault {
    Judgement judgement =
        judge(Mode.CONFIDENCE)
            .judge(List.of(Made.said("{\"answer\": \"fine\", \"confidence\": 0.9}")));

    assertThat(judgement.score()).isEqualTo(0.1, offset(1e-12));
  }

  @Test
  void refusalsAndFiltersAreRejects() {
    rejects(
        "refused by the model",
        () -> judge(Mode.VOTES).judge(List.of(new Reply.Choice("", "I cannot", "stop", Map.of()))));
    rejects(
        "content filter",
        () ->
            judge(Mode.VOTES)
                .judge(List.of(new Reply.Choice("fine", null, "content_filter", Map.of()))));
  }

  @Test
  void answersOutsideTheLabelsAreRejects() {
    rejects(
        "answer outside the labels",
        () ->
            judge(Mode.LOGPROBS)
                .judge(List.of(Made.said("yes", Map.of("yes", 0.9, "violates", 0.1)))));
    rejects(
        "answer outside the labels",
        () -> judge(Mode.VOTES).judge(List.of(Made.said("a"), Made.said("b"), Made.said(""))));
    rejects(
        "answer outside the labels",
        () -> judge(Mode.CONFIDENCE).judge(List.of(Made.said("fine"))));
    rejects(
        "confidence outside 0 to 1",
        () ->
            judge(Mode.CONFIDENCE)
                .judge(List.of(Made.said("{\"answer\": \"fine\", \"confidence\": 90}"))));
  }

  @Test
  void logProbabilitiesThatNameNoLabelOrAreNoneAreRejects() {
    rejects(
        "log-probabilities outside the labels",
        () -> judge(Mode.LOGPROBS).judge(List.of(Made.said("fine", Map.of("Well", 1.0)))));
    rejects(
        "log-probabilities outside the labels",
        () ->
            judge(Mode.LOGPROBS)
                .judge(List.of(Made.said("fine", Map.of("fine", 3.0, "violates", 0.1)))));
  }

  @Test
  void missingLogProbabilitiesAreAskedForAgain() {
    assertThatThrownBy(() -> judge(Mode.LOGPROBS).judge(List.of(Made.said("fine"))))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.RETRY);
              assertThat(fault.reason()).isEqualTo("no log-probabilities");
            });
  }

  private static Judge judge(Mode mode) {
    return new Judge(Made.LABELS, Made.parameters(mode));
  }

  private static void rejects(String reason, ThrowingCallable judging) {
    assertThatThrownBy(judging)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.REJECT);
              assertThat(fault.reason()).isEqualTo(reason);
            });
  }
}
