package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsensusTest {

  private final List<ExpertLabel> labels = new ArrayList<>();

  @Test
  void theMajorityOfTheDecidedFirstAnswersWins() {
    first(Answer.POSITIVE, Answer.POSITIVE, Answer.NEGATIVE, Answer.UNSURE, Answer.UNSURE);
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", 1, 2, 1, 2, 0));
  }

  @Test
  void aTieOrNobodyDecidedIsNoLabel() {
    first(Answer.POSITIVE, Answer.NEGATIVE);
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", null, 1, 1, 0, 0));
    labels.clear();
    first(Answer.UNSURE, Answer.INVALID);
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", null, 0, 0, 1, 1));
  }

  @Test
  void anAdjudicationWinsOverTheMajorityAndAnAppealOverBoth() {
    first(Answer.POSITIVE, Answer.POSITIVE);
    label("cay", Answer.NEGATIVE, Phase.ADJUDICATION, "v1");
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", 0, 2, 0, 0, 0));
    label("dan", Answer.UNSURE, Phase.APPEAL, "v1");
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", null, 2, 0, 0, 0));
  }

  @Test
  void repeatsAndCalibrationDoNotCount() {
    first(Answer.POSITIVE);
    label("r0", Answer.NEGATIVE, Phase.REPEAT, "v1");
    label("r9", Answer.NEGATIVE, Phase.CALIBRATION, "v1");
    assertThat(Consensus.of(labels)).containsExactly(new ConsensusLabel("i", 1, 1, 0, 0, 0));
  }

  @Test
  void weighedRatersDecideWhereNobodySettledTheItem() {
    first(Answer.POSITIVE, Answer.NEGATIVE);
    TreeMap<String, Double> likely = new TreeMap<>(Map.of("i", .9));
    DawidSkene fit = new DawidSkene(.5, likely, new TreeMap<>(), 1, true);
    assertThat(Consensus.weighed(labels, fit))
        .containsExactly(new ConsensusLabel("i", 1, 1, 1, 0, 0));
    label("cay", Answer.NEGATIVE, Phase.ADJUDICATION, "v1");
    assertThat(Consensus.weighed(labels, fit))
        .containsExactly(new ConsensusLabel("i", 0, 1, 1, 0, 0));
  }

  @Test
  void theOrderOfTheLabelsDoesNotMatter() {
    first(Answer.POSITIVE, Answer.NEGATIVE, Answer.NEGATIVE);
    List<ConsensusLabel> before = Consensus.of(labels);
    Collections.reverse(labels);
    assertThat(Consensus.of(labels)).isEqualTo(before);
  }

  @Test
  void labelsOfDifferentGuidelineVersionsAreNeverPooled() {
    first(Answer.POSITIVE);
    label("cay", Answer.NEGATIVE, Phase.FIRST, "v2");
    assertThatThrownBy(() -> Consensus.of(labels))
        .hasMessage(
            "Cannot pool labels: they follow guideline versions v1, v2, and answers to different"
                + " questions do not add up. Choose the labels of one version.");
  }

  private void first(Answer... answers) {
    for (int i = 0; i < answers.length; i++) {
      label("r" + i, answers[i], Phase.FIRST, "v1");
    }
  }

  private void label(String rater, Answer answer, Phase phase, String version) {
    labels.add(
        new ExpertLabel(
            "p",
            version,
            "i",
            rater,
            answer,
            phase,
            List.of(),
            null,
            "",
            "",
            "",
            1,
            Instant.EPOCH));
  }
}
