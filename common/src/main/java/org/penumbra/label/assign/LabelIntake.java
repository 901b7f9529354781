package org.penumbra.label.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.penumbra.label.CheckedLabels;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelBatch;
import org.penumbra.label.LabelCheck;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.RawLabel;

/**
 * Takes the rows of all label files in: traced to their tasks, held against the batch, and counted
 * only from raters who passed the calibration. The outcome does not depend on their order.
 */
public final class LabelIntake {

  private final Tasks tasks;
  private final LabelCheck check;
  private final Collection<ExpertLabel> earlier;
  private final CalibrationSet calibration;

  /**
   * @param earlier labels accepted in earlier rounds, of any guideline version; a calibration
   *     passed under another version does not count
   */
  public LabelIntake(
      Tasks tasks, LabelBatch batch, Collection<ExpertLabel> earlier, CalibrationSet calibration) {
    this.tasks = tasks;
    this.check = new LabelCheck(batch, earlier);
    this.earlier =
        earlier.stream()
            .filter(label -> label.guidelineVersion().equals(batch.guidelineVersion()))
            .toList();
    this.calibration = calibration;
  }

  /** Every row is accepted, rejected or said twice. */
  public CheckedLabels take(Collection<? extends ParsedLabel> parsed) {
    List<RawLabel> rows = new ArrayList<>();
    List<LabelReject> rejects = new ArrayList<>();
    for (ParsedLabel row : parsed) {
      ParsedLabel resolved = row instanceof RawLabel raw ? tasks.resolve(raw) : row;
      if (resolved instanceof RawLabel raw) {
        rows.add(raw);
      } else {
        rejects.add((LabelReject) resolved);
      }
    }
    CheckedLabels checked = check.check(ofPassed(rows, rejects));
    rejects.addAll(checked.rejects());
    rejects.sort(Comparator.comparing(LabelReject::file).thenComparingLong(LabelReject::line));
    return new CheckedLabels(checked.accepted(), rejects, checked.collapsed());
  }

  private List<RawLabel> ofPassed(List<RawLabel> rows, List<LabelReject> rejects) {
    List<ExpertLabel> known = new ArrayList<>(earlier);
    known.addAll(
        check
            .check(rows.stream().filter(row -> row.phase() == Phase.CALIBRATION).toList())
            .accepted());
    List<RawLabel> counted = new ArrayList<>();
    for (RawLabel row : rows) {
      if (needsNoCalibration(row.phase()) || calibration.passed(row.rater(), known)) {
        counted.add(row);
      } else {
        String reason =
            "rater '%s' has not passed the calibration: %d right, %d wanted"
                .formatted(
                    row.rater(),
                    calibration.right(known).getOrDefault(row.rater(), 0),
                    calibration.wanted());
        rejects.add(
            new LabelReject(
                row.file(),
                row.line(),
                reason,
                "%s, %s".formatted(row.itemId(), row.answer().wireName())));
      }
    }
    return counted;
  }

  /** Nobody is calibrated for the open place of those who settle items and hear appeals. */
  private boolean needsNoCalibration(Phase phase) {
    return switch (phase) {
      case CALIBRATION -> true;
      case ADJUDICATION, APPEAL -> !tasks.settledByPanel();
      case FIRST, REPEAT -> false;
    };
  }
}
