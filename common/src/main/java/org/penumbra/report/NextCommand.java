package org.penumbra.report;

import java.util.Optional;
import org.penumbra.decide.Verdict;

/**
 * What to call next, and when.
 *
 * @param command the command line; null where there is nothing to call
 * @param when what has to happen first, or what the call does; may be empty
 */
public record NextCommand(String command, String when) {

  private static final String SCAN = "scan";
  private static final String SIMULATE = "simulate";

  /** A run can be looked at without its policy, but not worked on. */
  private static final String POLICY = " --set policy.file=FILE";

  /**
   * The next command on a run.
   *
   * @param options {@code --settings} and {@code --set} as they were given, for a shell
   */
  public static NextCommand after(RunStatus status, String options) {
    String asGiven = options.isEmpty() ? "" : " " + options;
    String given = status.policy() == null ? asGiven + POLICY : asGiven;
    if (status.state() == RunStatus.State.AT_WORK) {
      return new NextCommand(null, "wait until " + status.writer().application() + " ends");
    }
    if (status.forgetting()) {
      return new NextCommand("./submit.sh forget" + given, "ends what was begun");
    }
    Optional<RoundStatus> open = status.open();
    if (open.isPresent()) {
      return open.get().isStudy()
          ? new NextCommand("./submit.sh " + SIMULATE + asGiven, "")
          : goOn(open.get(), given);
    }
    Optional<RoundStatus> halfApplied =
        status.rounds().stream().filter(RoundStatus::isHalfApplied).findFirst();
    if (halfApplied.isPresent()) {
      return of("apply", given, halfApplied.get().round(), "");
    }
    if (status.rounds().isEmpty()) {
      return of("round", given, 1, "");
    }
    return afterRound(status.rounds().get(status.rounds().size() - 1), given);
  }

  private static NextCommand goOn(RoundStatus round, String given) {
    StageStatus stage = round.open().orElseThrow();
    if (stage.state() != StageStatus.State.WAITING) {
      return of("round", given, round.round(), "");
    }
    return stage.stage().equals(SCAN)
        ? of(
            SCAN,
            given,
            round.round(),
            " --offline import",
            "once the files of results are where it waits for them")
        : of("round", given, round.round(), "once the labels are in the inbox");
  }

  private static NextCommand afterRound(RoundStatus last, String given) {
    RoundStatus.Verdict verdict = last.verdict();
    if (verdict == null) {
      return new NextCommand(null, "nothing, all is done");
    }
    if (verdict.outcome().equals(Verdict.LABELS_TOO_NOISY.wireName())) {
      return of("round", given, last.round() + 1, "once the guideline is mended");
    }
    return verdict.stop()
        ? of("apply", given, last.round(), "judges the corpus, or its new files")
        : of("round", given, last.round() + 1, "");
  }

  private static NextCommand of(String command, String given, int round, String when) {
    return of(command, given, round, "", when);
  }

  private static NextCommand of(String command, String given, int round, String more, String when) {
    return new NextCommand("./submit.sh " + command + given + " --round " + round + more, when);
  }
}
