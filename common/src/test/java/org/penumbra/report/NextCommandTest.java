package org.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.penumbra.report.Statuses.decided;
import static org.penumbra.report.Statuses.killed;
import static org.penumbra.report.Statuses.run;
import static org.penumbra.report.Statuses.upTo;
import static org.penumbra.report.Statuses.waiting;

import java.util.List;
import org.junit.jupiter.api.Test;

class NextCommandTest {

  @Test
  void beginsWithTheFirstRound() {
    assertThat(next(run())).isEqualTo("./submit.sh round --round 1");
    assertThat(run().state()).isEqualTo(RunStatus.State.UNFINISHED);
  }

  @Test
  void goesOnWithTheFirstRoundThatIsNotDone() {
    RunStatus status = run(upTo(1, killed("decide")), upTo(2, killed("scan")));

    assertThat(next(status)).isEqualTo("./submit.sh round --round 1");
    assertThat(status.state()).isEqualTo(RunStatus.State.UNFINISHED);
  }

  @Test
  void waitsForLabelsAndForAModelInTheirOwnWays() {
    RunStatus labels = run(upTo(1, waiting("ingest", "3 of 9")));

    assertThat(NextCommand.after(labels, ""))
        .isEqualTo(
            new NextCommand("./submit.sh round --round 1", "once the labels are in the inbox"));
    assertThat(labels.state()).isEqualTo(RunStatus.State.WAITING);
    assertThat(NextCommand.after(run(upTo(1, waiting("scan", "10 requests"))), ""))
        .isEqualTo(
            new NextCommand(
                "./submit.sh scan --round 1 --offline import",
                "once the files of results are where it waits for them"));
  }

  @Test
  void followsTheVerdict() {
    assertThat(next(run(decided(1, "go_on", false)))).isEqualTo("./submit.sh round --round 2");
    assertThat(next(run(decided(1, "not_enough_evidence", false))))
        .isEqualTo("./submit.sh round --round 2");
    assertThat(next(run(decided(3, "reached", true)))).isEqualTo("./submit.sh apply --round 3");
    assertThat(NextCommand.after(run(decided(1, "labels_too_noisy", true)), ""))
        .isEqualTo(new NextCommand("./submit.sh round --round 2", "once the guideline is mended"));
    assertThat(run(decided(1, "go_on", false)).state()).isEqualTo(RunStatus.State.DONE);
  }

  @Test
  void endsASnapshotThatWasBegun() {
    RoundStatus decided = decided(1, "reached", true);
    RoundStatus applying =
        new RoundStatus(1, decided.stages(), List.of(killed("apply-0001")), decided.verdict());
    RunStatus status = run(applying, decided(2, "go_on", false));

    assertThat(next(status)).isEqualTo("./submit.sh apply --round 1");
    assertThat(status.state()).isEqualTo(RunStatus.State.UNFINISHED);
  }

  @Test
  void knowsAStudy() {
    assertThat(next(run(new RoundStatus(1, List.of(killed("simulate")), List.of(), null))))
        .isEqualTo("./submit.sh simulate");
    assertThat(
            NextCommand.after(
                run(new RoundStatus(1, List.of(Statuses.done("simulate")), List.of(), null)), ""))
        .isEqualTo(new NextCommand(null, "nothing, all is done"));
  }

  private static String next(RunStatus status) {
    return NextCommand.after(status, "").command();
  }
}
