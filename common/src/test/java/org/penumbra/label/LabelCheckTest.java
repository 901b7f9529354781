package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelCheckTest {

  private static final Instant RECEIVED = Instant.parse("2026-03-01T00:00:00Z");
  private static final LabelBatch BATCH =
      new LabelBatch("health", "v1", 2, Set.of("i1", "i2", "i3"), Set.of("k1"), RECEIVED);

  @Test
  void anItemOfTheCalibrationSetIsAskedForCalibrationAlone() {
    CheckedLabels checked =
        check(
            row(1, "k1", "ann", Answer.POSITIVE, Phase.CALIBRATION),
            row(2, "k1", "ann", Answer.POSITIVE, Phase.FIRST),
            row(3, "i1", "ann", Answer.POSITIVE, Phase.CALIBRATION));

    assertThat(checked.accepted()).extracting(ExpertLabel::itemId).containsExactly("k1");
    assertThat(reasons(checked))
        .containsExactly(
            "item 'k1' is not in the batch", "item 'i1' is not in the calibration set");
  }

  @Test
  void anAcceptedLabelCarriesTheBatchsPolicyGuidelineAndRound() {
    CheckedLabels checked = check(row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST));
    assertThat(checked.accepted())
        .containsExactly(
            new ExpertLabel(
                "health",
                "v1",
                "i1",
                "ann",
                Answer.POSITIVE,
                Phase.FIRST,
                List.of(),
                null,
                "",
                "",
                "",
                2,
                RECEIVED));
    assertThat(checked.accepted().get(0).label()).isEqualTo(1);
    assertThat(checked.rejects()).isEmpty();
  }

  @Test
  void theSameAnswerTwiceIsOneLabelAndCounted() {
    CheckedLabels checked =
        check(
            row(7, "i1", "ann", Answer.POSITIVE, Phase.FIRST),
            row(3, "i1", "ann", Answer.POSITIVE, Phase.FIRST));
    assertThat(checked.accepted()).hasSize(1);
    assertThat(checked.collapsed()).isEqualTo(1);
    assertThat(checked.rejects()).isEmpty();
  }

  @Test
  void ofTheSameAnswerTheEarliestIsKept() {
    RawLabel late = at(row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST), "2026-02-02T00:00:00Z");
    RawLabel early = at(row(2, "i1", "ann", Answer.POSITIVE, Phase.FIRST), "2026-02-01T00:00:00Z");
    RawLabel undated = row(0, "i1", "ann", Answer.POSITIVE, Phase.FIRST);
    assertThat(check(late, early, undated).accepted().get(0).at()).isEqualTo(early.at());
  }

  @Test
  void anIdGuardedAgainstFormulasIsTheIdThatWasAsked() {
    LabelBatch batch =
        new LabelBatch("health", "v1", 2, Set.of("=1+1", "'x", "x"), Set.of("k1"), RECEIVED);
    CheckedLabels checked =
        new LabelCheck(batch, List.of())
            .check(
                List.of(
                    row(1, "'=1+1", "ann", Answer.POSITIVE, Phase.FIRST),
                    row(2, "'x", "ann", Answer.POSITIVE, Phase.FIRST),
                    row(3, "'y", "ann", Answer.POSITIVE, Phase.FIRST)));
    assertThat(checked.accepted()).extracting(ExpertLabel::itemId).containsExactly("'x", "=1+1");
    assertThat(checked.rejects())
        .extracting(LabelReject::reason)
        .containsExactly("item ''y' is not in the batch");
  }

  @Test
  void differentAnswersOfOneRaterBothGoToTheRejects() {
    CheckedLabels checked =
        check(
            row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST),
            row(2, "i1", "ann", Answer.NEGATIVE, Phase.FIRST),
            row(3, "i1", "bob", Answer.NEGATIVE, Phase.FIRST));
    assertThat(checked.accepted()).extracting(ExpertLabel::rater).containsExactly("bob");
    assertThat(checked.rejects())
        .containsExactly(
            new LabelReject(
                "f",
                1,
                "rater 'ann' answered this item differently twice",
                "i1, ann, positive, first"),
            new LabelReject(
                "f",
                2,
                "rater 'ann' answered this item differently twice",
                "i1, ann, negative, first"));
  }

  @Test
  void ofAnswersFromThePageTheLatestCounts() {
    CheckedLabels checked =
        check(
            onPage(1, Answer.POSITIVE, "2026-02-01T10:00:00Z"),
            onPage(2, Answer.NEGATIVE, "2026-02-01T11:00:00Z"),
            onPage(3, Answer.POSITIVE, "2026-02-01T10:30:00Z"));
    assertThat(checked.accepted()).extracting(ExpertLabel::answer).containsExactly(Answer.NEGATIVE);
    assertThat(checked.collapsed()).isEqualTo(2);
    assertThat(checked.rejects()).isEmpty();

    CheckedLabels atOnce =
        check(
            onPage(1, Answer.POSITIVE, "2026-02-01T10:00:00Z"),
            onPage(2, Answer.NEGATIVE, "2026-02-01T10:00:00Z"));
    assertThat(reasons(atOnce))
        .containsExactly(
            "rater 'ann' answered this item differently twice",
            "rater 'ann' answered this item differently twice");
  }

  @Test
  void whoAdjudicatedUnderAnEarlierGuidelineMayRateAnewButNotTheOtherWayRound() {
    List<ExpertLabel> before =
        check(
                row(1, "i1", "ann", Answer.POSITIVE, Phase.ADJUDICATION),
                row(2, "i2", "ann", Answer.POSITIVE, Phase.FIRST))
            .accepted();
    LabelBatch next = new LabelBatch("health", "v2", 3, Set.of("i1", "i2"), Set.of(), RECEIVED);

    CheckedLabels checked =
        new LabelCheck(next, before)
            .check(
                List.of(
                    row(1, "i1", "ann", Answer.NEGATIVE, Phase.FIRST),
                    row(2, "i2", "ann", Answer.NEGATIVE, Phase.ADJUDICATION)));

    assertThat(checked.accepted()).extracting(ExpertLabel::itemId).containsExactly("i1");
    assertThat(reasons(checked))
        .containsExactly("rater 'ann' rated this item and cannot adjudicate it");
  }

  private static RawLabel onPage(int line, Answer answer, String at) {
    RawLabel row = row(line, "i1", "ann", answer, Phase.FIRST);
    return new RawLabel(
        row.file(),
        line,
        "",
        "i1",
        "",
        "ann",
        answer,
        Phase.FIRST,
        List.of(),
        2.0,
        "",
        "",
        "penumbra-page",
        Instant.parse(at),
        "",
        "",
        null);
  }

  @Test
  void aRepeatMayDifferFromTheFirstAnswer() {
    CheckedLabels checked =
        check(
            row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST),
            row(2, "i1", "ann", Answer.NEGATIVE, Phase.REPEAT));
    assertThat(checked.accepted()).hasSize(2);
  }

  @Test
  void whatBelongsToAnotherBatchIsRejected() {
    RawLabel row = row(1, "i9", "ann", Answer.POSITIVE, Phase.FIRST);
    assertThat(reasons(check(row))).containsExactly("item 'i9' is not in the batch");
    assertThat(reasons(check(asked("hate", "", null))))
        .containsExactly("policy 'hate' where 'health' was asked");
    assertThat(reasons(check(asked("health", "v2", null))))
        .containsExactly("guideline version 'v2' where 'v1' was asked");
    assertThat(reasons(check(asked("health", "v1", 3))))
        .containsExactly("round 3 where 2 was asked");
    assertThat(check(asked("health", "v1", 2)).accepted()).hasSize(1);
  }

  @Test
  void aLabelAcceptedBeforeCollapsesWhatSaysTheSameAndRejectsWhatContradictsIt() {
    List<ExpertLabel> before =
        check(
                row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST),
                row(2, "i2", "ann", Answer.POSITIVE, Phase.FIRST))
            .accepted();
    CheckedLabels checked =
        new LabelCheck(BATCH, before)
            .check(
                List.of(
                    row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST),
                    row(2, "i2", "ann", Answer.NEGATIVE, Phase.FIRST),
                    row(3, "i3", "ann", Answer.NEGATIVE, Phase.FIRST)));
    assertThat(checked.accepted()).extracting(ExpertLabel::itemId).containsExactly("i3");
    assertThat(checked.collapsed()).isEqualTo(1);
    assertThat(reasons(checked)).containsExactly("rater 'ann' answered this item before: positive");
  }

  @Test
  void anAnswerUnderANewGuidelineIsANewOne() {
    List<ExpertLabel> before = check(row(1, "i1", "ann", Answer.POSITIVE, Phase.FIRST)).accepted();
    LabelBatch next = new LabelBatch("health", "v2", 3, Set.of("i1"), Set.of("k1"), RECEIVED);
    CheckedLabels checked =
        new LabelCheck(next, before)
            .check(List.of(row(1, "i1", "ann", Answer.NEGATIVE, Phase.FIRST)));
    assertThat(checked.accepted()).hasSize(1);
  }

  @Test
  void anAdjudicatorDidNotRateTheItemBefore() {
    CheckedLabels together =
        check(
            row(1, "i1", "ann", Answer.POSITIVE, Phase.ADJUDICATION),
            row(2, "i1", "ann", Answer.NEGATIVE, Phase.FIRST),
            row(3, "i1", "cay", Answer.NEGATIVE, Phase.ADJUDICATION));
    assertThat(reasons(together))
        .containsExactly("rater 'ann' rated this item and cannot adjudicate it");
    CheckedLabels later =
        new LabelCheck(BATCH, together.accepted())
            .check(
                List.of(
                    row(1, "i1", "ann", Answer.POSITIVE, Phase.ADJUDICATION),
                    row(2, "i1", "cay", Answer.POSITIVE, Phase.FIRST)));
    assertThat(reasons(later))
        .containsExactly(
            "rater 'ann' rated this item and cannot adjudicate it",
            "rater 'cay' adjudicated this item and cannot rate it blind");
  }

  @Property(tries = 100)
  void everyRowIsAccountedForAndTheirOrderChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<RawLabel> rows = new ArrayList<>();
    for (int line = 1; line <= 30; line++) {
      rows.add(
          row(
              line,
              "i" + (1 + random.nextInt(4)),
              List.of("ann", "bob").get(random.nextInt(2)),
              Answer.values()[random.nextInt(2)],
              Phase.values()[random.nextInt(5)]));
    }
    CheckedLabels checked = check(rows.toArray(RawLabel[]::new));
    assertThat(checked.accepted().size() + checked.rejects().size() + checked.collapsed())
        .isEqualTo(30);
    Collections.shuffle(rows, random);
    assertThat(check(rows.toArray(RawLabel[]::new))).isEqualTo(checked);
  }

  private static CheckedLabels check(RawLabel... rows) {
    return new LabelCheck(BATCH, List.of()).check(List.of(rows));
  }

  private static List<String> reasons(CheckedLabels checked) {
    return checked.rejects().stream().map(LabelReject::reason).toList();
  }

  private static RawLabel row(int line, String item, String rater, Answer answer, Phase phase) {
    return new RawLabel(
        "f", line, "", item, "", rater, answer, phase, List.of(), null, "", "", "", null, "", "",
        null);
  }

  private static RawLabel asked(String policy, String guideline, Integer round) {
    return new RawLabel(
        "f",
        1,
        "",
        "i1",
        "",
        "ann",
        Answer.POSITIVE,
        Phase.FIRST,
        List.of(),
        null,
        "",
        "",
        "",
        null,
        policy,
        guideline,
        round);
  }

  private static RawLabel at(RawLabel row, String at) {
    return new RawLabel(
        row.file(),
        row.line(),
        row.taskId(),
        row.itemId(),
        row.pairId(),
        row.rater(),
        row.answer(),
        row.phase(),
        List.of(),
        null,
        "",
        "",
        "",
        Instant.parse(at),
        "",
        "",
        null);
  }
}
