package org.penumbra.label.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;
import org.penumbra.label.CheckedLabels;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelBatch;
import org.penumbra.label.LabelReject;
import org.penumbra.label.Made;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.RawLabel;

class LabelIntakeTest {

  private static final TaskIds IDS = new TaskIds(17, "spam", "1", 1);
  private static final CalibrationSet KNOWN =
      new CalibrationSet(
          List.of(
              new CalibrationSet.Item("k1", "cure!", Answer.POSITIVE),
              new CalibrationSet.Item("k2", "tea", Answer.NEGATIVE)),
          1.0);

  private static RawLabel row(int line, String task, String item, String rater, Answer answer) {
    return Made.row(line, task, item, "", rater, answer, Phase.FIRST);
  }

  private static CheckedLabels take(List<? extends ParsedLabel> rows, CalibrationSet calibration) {
    return new LabelIntake(
            new Tasks(IDS, Panel.open(2, null), List.of("i1", "i2", "k1", "k2"), Map.of()),
            new LabelBatch(
                "spam",
                "1",
                1,
                Set.of("i1", "i2"),
                Set.copyOf(calibration.itemIds()),
                Instant.EPOCH),
            List.of(),
            calibration)
        .take(rows);
  }

  private static List<String> accepted(CheckedLabels checked) {
    return checked.accepted().stream()
        .map(label -> label.itemId() + " " + label.rater() + " " + label.phase().wireName())
        .toList();
  }

  private static List<RawLabel> calibrated(String rater, Answer first, Answer second) {
    return List.of(
        row(1, IDS.of("k1", rater, Phase.CALIBRATION), "", rater, first),
        row(2, IDS.of("k2", rater, Phase.CALIBRATION), "", rater, second),
        row(3, IDS.of("i1", rater, Phase.FIRST), "", rater, Answer.POSITIVE));
  }

  @Test
  void answersCountOnceTheirRaterHasPassedTheCalibration() {
    CheckedLabels checked = take(calibrated("rater-1", Answer.POSITIVE, Answer.NEGATIVE), KNOWN);

    assertThat(accepted(checked))
        .containsExactly("i1 rater-1 first", "k1 rater-1 calibration", "k2 rater-1 calibration");
    assertThat(checked.rejects()).isEmpty();
  }

  @Test
  void answersOfARaterWhoHasNotPassedAreRejectsAndTheirCalibrationIsKept() {
    CheckedLabels checked = take(calibrated("rater-1", Answer.POSITIVE, Answer.POSITIVE), KNOWN);

    assertThat(accepted(checked))
        .containsExactly("k1 rater-1 calibration", "k2 rater-1 calibration");
    assertThat(checked.rejects())
        .containsExactly(
            new LabelReject(
                "f",
                3,
                "rater 'rater-1' has not passed the calibration: 1 right, 2 wanted",
                "i1, positive"));
  }

  @Test
  void whoSettlesItemsInAnOpenPanelNeedsNoCalibration() {
    RawLabel settled =
        row(1, IDS.of("i1", "adjudicator", Phase.ADJUDICATION), "", "adjudicator", Answer.POSITIVE);

    assertThat(accepted(take(List.of(settled), KNOWN)))
        .containsExactly("i1 adjudicator adjudication");
  }

  @Test
  void aRepeatIsKnownByItsTaskAlone() {
    CheckedLabels checked =
        take(
            List.of(
                row(1, IDS.of("i1", "rater-2", Phase.FIRST), "i1", "rater-2", Answer.POSITIVE),
                row(2, IDS.of("i1", "rater-2", Phase.REPEAT), "i1", "rater-2", Answer.NEGATIVE)),
            CalibrationSet.NONE);

    assertThat(accepted(checked)).containsExactly("i1 rater-2 first", "i1 rater-2 repeat");
    assertThat(checked.accepted())
        .extracting(ExpertLabel::answer)
        .containsExactly(Answer.POSITIVE, Answer.NEGATIVE);
  }

  @Property(tries = 30)
  void everyRowEndsSomewhereWhateverTheirOrder(@ForAll long shuffle) {
    List<ParsedLabel> rows = new ArrayList<>();
    rows.add(new LabelReject("f", 9, "not JSON", "{"));
    rows.addAll(calibrated("rater-1", Answer.POSITIVE, Answer.NEGATIVE));
    rows.addAll(calibrated("rater-2", Answer.NEGATIVE, Answer.NEGATIVE));
    rows.add(row(4, "", "i2", "rater-1", Answer.UNSURE));
    rows.add(row(5, "", "i2", "rater-1", Answer.UNSURE));
    rows.add(row(6, "", "i9", "rater-1", Answer.UNSURE));
    CheckedLabels expected = take(rows, KNOWN);
    Collections.shuffle(rows, new Random(shuffle));

    CheckedLabels shuffled = take(rows, KNOWN);

    assertThat(shuffled.accepted()).isEqualTo(expected.accepted());
    assertThat(shuffled.rejects()).containsExactlyInAnyOrderElementsOf(expected.rejects());
    assertThat(expected.accepted().size() + expected.rejects().size() + expected.collapsed())
        .isEqualTo(rows.size());
  }
}
