package org.penumbra.report;

import java.util.List;
import java.util.Optional;

/**
 * How far a round has come.
 *
 * @param round from 1
 * @param stages its stages in their order, those to come among them
 * @param applied the snapshots of the corpus that its student was or is applied to
 * @param verdict what was decided; null before
 */
public record RoundStatus(
    int round, List<StageStatus> stages, List<StageStatus> applied, Verdict verdict) {

  public RoundStatus {
    stages = List.copyOf(stages);
    applied = List.copyOf(applied);
  }

  /**
   * What was decided.
   *
   * @param round the round after which it was
   * @param outcome its name in datasets
   * @param stop whether the loop ends here
   * @param why one sentence
   */
  public record Verdict(int round, String outcome, boolean stop, String why) {}

  /** The stage that is next: the first that is not done. */
  Optional<StageStatus> open() {
    return stages.stream().filter(stage -> !stage.isDone()).findFirst();
  }

  /** Whether it is no round of the loop but a study of it, which is kept in the same way. */
  boolean isStudy() {
    return stages.size() == 1;
  }

  /** Whether a snapshot was begun and is not done. */
  boolean isHalfApplied() {
    return applied.stream().anyMatch(snapshot -> !snapshot.isDone());
  }
}
