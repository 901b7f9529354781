package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  @ParameterizedTest
  @CsvSource({
    "1, POSITIVE", "1.0, POSITIVE", "TRUE, POSITIVE", "Yes, POSITIVE", "' positive ', POSITIVE",
    "0, NEGATIVE", "0.0, NEGATIVE", "false, NEGATIVE", "NO, NEGATIVE", "Negative, NEGATIVE",
    "unsure, UNSURE", "invalid, INVALID"
  })
  void readsWhatPeopleAndToolsWrite(String text, Answer answer) {
    assertThat(Answer.parse(text)).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "-1", "y", "maybe", "1.5", "positiv"})
  void guessesNothing(String text) {
    assertThat(Answer.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void itsNameInFilesReadsBack(Answer answer) {
    assertThat(Answer.parse(answer.wireName())).contains(answer);
  }

  @ParameterizedTest
  @EnumSource
  void thePhasesNameInFilesReadsBack(Phase phase) {
    assertThat(Phase.parse(phase.wireName())).contains(phase);
  }

  @Test
  void onlyPositiveAndNegativeAreLabels() {
    assertThat(Answer.POSITIVE.label()).isEqualTo(1);
    assertThat(Answer.NEGATIVE.label()).isEqualTo(0);
    assertThat(Answer.UNSURE.label()).isNull();
    assertThat(Answer.INVALID.label()).isNull();
    assertThat(Answer.UNSURE.decided()).isFalse();
    assertThat(Answer.NEGATIVE.wireName()).isEqualTo("negative");
  }
}
