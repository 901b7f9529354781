package org.penumbra.jobs.ingest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.label.CheckedLabels;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelReject;
import org.penumbra.label.MissingAnswers;
import org.penumbra.label.Phase;
import org.penumbra.label.assign.Assignment;
import org.penumbra.label.assign.Panel;
import org.penumbra.settings.LabelSettings;

/** What a round still waits for, in words for those who wait. */
public final class Awaited {

  private final StageRun run;
  private final LabelSettings settings;
  private final Panel panel;
  private final String inbox;

  public Awaited(StageRun run, LabelSettings settings, Panel panel, String inbox) {
    this.run = run;
    this.settings = settings;
    this.panel = panel;
    this.inbox = inbox;
  }

  /** Why first answers are too few, with what was refused; empty if they are enough. */
  public Optional<String> answers(List<Assignment> tasks, CheckedLabels checked) {
    MissingAnswers missing = MissingAnswers.of(tasks, checked.accepted());
    run.count("answers_missing", missing.answers());
    if (missing.wanted() - missing.answers() >= settings.completeShare() * missing.wanted()) {
      return Optional.empty();
    }
    return Optional.of(
        "waiting for labels: %s; put label files into %s%s"
            .formatted(missing.inWords(), inbox, refused(checked.rejects())));
  }

  /** Why contested items hold the round up; empty if they do not. */
  public Optional<String> adjudication(List<Assignment> contested, CheckedLabels checked) {
    Set<String> answered = new TreeSet<>();
    checked.accepted().stream()
        .filter(label -> label.phase() == Phase.ADJUDICATION)
        .map(ExpertLabel::itemId)
        .forEach(answered::add);
    long missing = contested.stream().filter(task -> !answered.contains(task.itemId())).count();
    run.count("adjudications_missing", missing);
    if (missing == 0 || settings.adjudication() != LabelSettings.Adjudication.WAIT) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "waiting for adjudication: %d of %d contested items are not settled; put label files"
                + " with phase adjudication into %s%s",
            missing, contested.size(), inbox, refused(checked.rejects())));
  }

  private String refused(List<LabelReject> rejects) {
    run.count("rows_refused", rejects.size());
    if (rejects.isEmpty()) {
      return "";
    }
    LabelReject first = rejects.get(0);
    return "; %d rows were refused, the first in line %d of %s: %s"
        .formatted(
            rejects.size(),
            first.line(),
            panel.withoutNames(first.file()),
            panel.withoutNames(first.reason()));
  }
}
