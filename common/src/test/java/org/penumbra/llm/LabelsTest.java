package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.policy.Policy;

class LabelsTest {

  private static final Labels LABELS = Made.LABELS;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "violates",
        "Violates",
        " violates\n",
        "\"violates\"",
        "violates.",
        "**Violates**"
      })
  void readsALabelHoweverItIsDressed(String answer) {
    assertThat(LABELS.read(answer)).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "violates fine",
        "It violates",
        "not violates",
        "violate",
        "fine, because it sells tea",
        "yes",
        "violаtes"
      })
  void takesNothingElse(String answer) {
    assertThat(LABELS.read(answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v", "viol", " Viol", "violates", "VIOLATES", "▁viol", "Ġviolates", "\"v"})
  void knowsTheTokensThatBeginALabel(String token) {
    assertThat(LABELS.begunBy(token)).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "vx", "Well", "{\"", "finer"})
  void otherTokensBeginNone(String token) {
    assertThat(LABELS.begunBy(token)).isEmpty();
  }

  @Test
  void anEndlessAnswerIsNone() {
    assertThat(LABELS.read("violates" + " ".repeat(1_000_000) + "x")).isEmpty();
    assertThat(LABELS.begunBy("v" + " ".repeat(1_000_000))).isEmpty();
  }

  @Test
  void aTokenThatBeginsBothLabelsTellsNothing() {
    Labels alike =
        new Labels(
            new Policy(
                "p", "1", "q", "d", "spam", "spam-free", List.of(), List.of("x"), List.of()));

    assertThat(alike.begunBy("spam")).isEqualTo(OptionalInt.empty());
    assertThat(alike.begunBy("spam-")).hasValue(0);
  }

  @Test
  void findsTheJsonInAnAnswer() {
    assertThat(Labels.json("```json\n{\"answer\": \"fine\"}\n```").path("answer").asText())
        .isEqualTo("fine");
    assertThat(Labels.json("{\"answer\": ").isMissingNode()).isTrue();
    assertThat(Labels.json("no").isMissingNode()).isTrue();
  }
}
