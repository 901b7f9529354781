package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

class RaterReportTest {

  @Test
  void aRaterWhoGuessesIsLastAndAnOutlier() {
    List<RaterReport> reports = RaterReport.of(panel(300), Map.of(), .95);

    assertThat(reports).extracting(RaterReport::rank).containsExactly(1, 2, 3, 4, 5);
    assertThat(reports.get(4).rater()).isEqualTo("guesser");
    assertThat(reports).filteredOn(RaterReport::outlier).containsExactly(reports.get(4));
    assertThat(reports.get(4).kappa().contains(0)).isTrue();
    assertThat(reports.get(0).kappa().low()).isGreaterThan(.4);
    assertThat(reports.get(0).commonItems()).isEqualTo(300);
  }

  @Test
  void aRaterWhoSaysPositiveFarTooOftenIsAnOutlier() {
    List<ExpertLabel> labels = new ArrayList<>(panel(60));
    labels.removeIf(label -> label.rater().equals("guesser"));
    for (int i = 0; i < 60; i++) {
      String item = "i" + i;
      boolean positive =
          StableHash.unit(1, "truth", item) < .4 || StableHash.unit(1, "lax", item) < .6;
      labels.add(label(item, "lax", answer(positive), Phase.FIRST, null));
    }

    assertThat(RaterReport.of(labels, Map.of(), .95))
        .filteredOn(RaterReport::outlier)
        .extracting(RaterReport::rater)
        .containsExactly("lax");
  }

  @Test
  void belowFiftyCommonItemsNobodyIsRankedNorCalledAnOutlier() {
    List<RaterReport> reports = RaterReport.of(panel(49), Map.of(), .95);

    assertThat(reports).extracting(RaterReport::rank).containsOnlyNulls();
    assertThat(reports)
        .extracting(RaterReport::rater)
        .containsExactly("ann", "bob", "cay", "dan", "guesser");
    assertThat(reports).noneMatch(RaterReport::outlier);
    assertThat(RaterReport.of(panel(50), Map.of(), .95).get(0).rank()).isEqualTo(1);
  }

  @Test
  void secondAnswersAreHeldAgainstTheFirst() {
    List<ExpertLabel> labels = new ArrayList<>();
    Answer[] first = {Answer.POSITIVE, Answer.POSITIVE, Answer.NEGATIVE, Answer.NEGATIVE};
    Answer[] again = {Answer.POSITIVE, Answer.NEGATIVE, Answer.NEGATIVE, Answer.NEGATIVE};
    for (int i = 0; i < 4; i++) {
      labels.add(label("i" + i, "ann", first[i], Phase.FIRST, 10.0 + i));
      labels.add(label("i" + i, "ann", again[i], Phase.REPEAT, 1.0));
    }
    labels.add(label("i9", "ann", Answer.POSITIVE, Phase.REPEAT, null));

    RaterReport report = RaterReport.of(labels, Map.of(), .95).get(0);

    assertThat(report.repeats()).isEqualTo(4);
    assertThat(report.selfAgreement()).isEqualTo(.75);
    assertThat(report.selfKappa()).isCloseTo(.5, within(1e-12));
    assertThat(report.medianSeconds()).isEqualTo(11.5);
    assertThat(report.kappa().defined()).isFalse();
    assertThat(report.commonItems()).isZero();
  }

  @Test
  void theOthersMajorityIsTheTruthAndTiesAreLeftOut() {
    List<ExpertLabel> labels = new ArrayList<>();
    answers(labels, "i1", Answer.POSITIVE, Answer.POSITIVE, Answer.POSITIVE);
    answers(labels, "i2", Answer.POSITIVE, Answer.NEGATIVE, Answer.NEGATIVE);
    answers(labels, "i3", Answer.POSITIVE, Answer.POSITIVE, Answer.NEGATIVE);
    answers(labels, "i4", Answer.UNSURE, Answer.POSITIVE, Answer.NEGATIVE);
    answers(labels, "i5", Answer.INVALID, Answer.POSITIVE, Answer.POSITIVE);
    answers(labels, "i6", Answer.NEGATIVE, Answer.NEGATIVE, Answer.UNSURE);

    RaterReport ann =
        RaterReport.of(labels, Map.of(), .95).stream()
            .filter(report -> report.rater().equals("ann"))
            .findFirst()
            .orElseThrow();

    assertThat(ann.againstOthers()).isEqualTo(new Confusion(1, 1, 0, 1));
    assertThat(ann.items()).isEqualTo(6);
    assertThat(ann.commonItems()).isEqualTo(4);
    assertThat(ann.unsureShare()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(ann.invalidShare()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(ann.medianSeconds()).isNull();
    assertThat(ann.selfAgreement()).isNaN();
  }

  private static void answers(
      List<ExpertLabel> labels, String item, Answer ann, Answer bob, Answer cay) {
    labels.add(label(item, "ann", ann, Phase.FIRST, null));
    labels.add(label(item, "bob", bob, Phase.FIRST, null));
    labels.add(label(item, "cay", cay, Phase.FIRST, null));
  }

  /** Four raters who err in one of ten and one who guesses. */
  private static List<ExpertLabel> panel(int items) {
    List<ExpertLabel> labels = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      String item = "i" + i;
      boolean truth = StableHash.unit(1, "truth", item) < .4;
      for (String rater : List.of("ann", "bob", "cay", "dan")) {
        boolean right = StableHash.unit(1, rater, item) > .1;
        labels.add(label(item, rater, answer(truth == right), Phase.FIRST, null));
      }
      boolean guess = StableHash.unit(1, "guess", item) < .4;
      labels.add(label(item, "guesser", answer(guess), Phase.FIRST, null));
    }
    return labels;
  }

  private static Answer answer(boolean positive) {
    return positive ? Answer.POSITIVE : Answer.NEGATIVE;
  }

  private static ExpertLabel label(
      String item, String rater, Answer answer, Phase phase, Double seconds) {
    return new ExpertLabel(
        "p", "v", item, rater, answer, phase, List.of(), seconds, "", "", "", 1, Instant.EPOCH);
  }
}
