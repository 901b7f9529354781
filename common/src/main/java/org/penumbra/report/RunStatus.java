package org.penumbra.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands, as plain data.
 *
 * @param uri the run's root
 * @param policy the policy's id; null where the settings name none
 * @param at when it was looked at
 * @param exists whether anything was ever begun there
 * @param writer who holds the lease; null for nobody
 * @param forgetting whether a call of {@code forget} was begun and not ended
 * @param rounds those that have begun, in order
 * @param model what was spent on language models; null where none is asked
 * @param embedder what was spent on an embeddings server; null where none is asked
 */
public record RunStatus(
    String uri,
    String policy,
    Instant at,
    boolean exists,
    RunWriter writer,
    boolean forgetting,
    List<RoundStatus> rounds,
    ModelSpending model,
    ModelSpending embedder) {

  public RunStatus {
    rounds = List.copyOf(rounds);
  }

  /** In a word, for a scheduler. */
  public enum State {
    /** There is no run yet. */
    ABSENT,
    /** A process is at work on it. */
    AT_WORK,
    /** Labels, or a model's answers by file, are waited for. */
    WAITING,
    /** Something was begun and is not done, and nobody is at work on it. */
    UNFINISHED,
    /** All that was begun is done. */
    DONE
  }

  public State state() {
    if (!exists) {
      return State.ABSENT;
    }
    if (writer != null && writer.state() == RunWriter.State.AT_WORK) {
      return State.AT_WORK;
    }
    Optional<StageStatus> open = open().flatMap(RoundStatus::open);
    if (!forgetting
        && open.map(StageStatus::state).filter(StageStatus.State.WAITING::equals).isPresent()) {
      return State.WAITING;
    }
    boolean unfinished =
        forgetting
            || open.isPresent()
            || rounds.isEmpty()
            || rounds.stream().anyMatch(RoundStatus::isHalfApplied);
    return unfinished ? State.UNFINISHED : State.DONE;
  }

  /** The first round that is not done: a later one cannot go on before it. */
  Optional<RoundStatus> open() {
    return rounds.stream().filter(round -> round.open().isPresent()).findFirst();
  }

  /** What was decided last. */
  public Optional<RoundStatus.Verdict> lastVerdict() {
    return rounds.stream()
        .map(RoundStatus::verdict)
        .filter(verdict -> verdict != null)
        .reduce((earlier, later) -> later);
  }
}
