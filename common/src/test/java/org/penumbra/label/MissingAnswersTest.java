package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.penumbra.label.assign.Assignment;

class MissingAnswersTest {

  private static final List<Assignment> ASKED =
      List.of(
          task("i1", "ann", Phase.FIRST),
          task("i1", "bob", Phase.FIRST),
          task("i2", "ann", Phase.FIRST),
          task("i2", "bob", Phase.FIRST),
          task("i3", "bob", Phase.FIRST),
          task("i1", "ann", Phase.REPEAT),
          task("k1", "bob", Phase.CALIBRATION));

  private static Assignment task(String item, String rater, Phase phase) {
    return new Assignment(item + rater + phase, item, rater, phase, 1, 1);
  }

  private static ExpertLabel label(String item, String rater, Phase phase) {
    return Made.label(item, rater, Answer.POSITIVE, phase);
  }

  @Test
  void saysHowManyAnswersAreMissingAndFromWhom() {
    MissingAnswers missing =
        MissingAnswers.of(
            ASKED, List.of(label("i1", "ann", Phase.FIRST), label("i1", "bob", Phase.FIRST)));

    assertThat(missing.answers()).isEqualTo(3);
    assertThat(missing.wanted()).isEqualTo(5);
    assertThat(missing.inWords()).isEqualTo("3 of 5 answers are missing (ann: 1, bob: 2)");
  }

  @Test
  void anAnswerOfSomebodyElseCountsAsWell() {
    MissingAnswers missing =
        MissingAnswers.of(
            ASKED, List.of(label("i3", "cay", Phase.FIRST), label("i2", "cay", Phase.FIRST)));

    assertThat(missing.answers()).isEqualTo(3);
    assertThat(missing.perRater()).isEqualTo(Map.of("ann", 2, "bob", 2));
    assertThat(missing.inWords()).isEqualTo("3 of 5 answers are missing");
  }

  @Test
  void repeatsAndCalibrationAreNotWaitedFor() {
    MissingAnswers missing = MissingAnswers.of(ASKED, List.of(label("i1", "ann", Phase.REPEAT)));

    assertThat(missing.answers()).isEqualTo(5);
  }
}
