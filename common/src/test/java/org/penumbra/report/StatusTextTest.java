package org.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.penumbra.report.Statuses.NOW;
import static org.penumbra.report.Statuses.decided;
import static org.penumbra.report.Statuses.failed;
import static org.penumbra.report.Statuses.held;
import static org.penumbra.report.Statuses.killed;
import static org.penumbra.report.Statuses.run;
import static org.penumbra.report.Statuses.upTo;
import static org.penumbra.report.Statuses.waiting;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.llm.Limits;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.llm.Usage;

class StatusTextTest {

  private static final Limits NO_CAP =
      new Limits(Service.EMBEDDINGS, null, null, null, null, null, 0, 0, .1);

  @Test
  void tellsTheLastRoundWholeAndEarlierOnesInALine() {
    RunStatus status =
        run(decided(1, "go_on", false), upTo(2, waiting("ingest", "waiting for labels: 3 of 9")));

    assertThat(text(status, StatusText.Earlier.IN_A_LINE))
        .isEqualTo(
            """
            run         file:/runs/ads
            policy      ads
            writer      nobody
            verdict     round 1, go on: The gap is 0.3.
            round 1     done        2026-11-30 17:35Z  go on
            round 2
              scan      done        2026-11-30 17:35Z  scan has ended
              ingest    waiting     2026-11-30 17:35Z  waiting for labels: 3 of 9
              decide    not begun
            next        ./submit.sh round --settings my.conf --round 2   # once the labels are in the inbox
            """);
  }

  @Test
  void tellsEarlierRoundsWholeWhereAsked() {
    RunStatus status = run(decided(1, "go_on", false), decided(2, "flat", true));

    assertThat(text(status, StatusText.Earlier.WHOLE).lines())
        .containsSubsequence(
            "round 1",
            "  decide    done        2026-11-30 17:35Z  decide has ended",
            "round 2",
            "  decide    done        2026-11-30 17:35Z  decide has ended");
  }

  @Test
  void anEarlierRoundThatIsHalfDoneIsToldWhole() {
    RunStatus status = run(upTo(1, killed("decide")), decided(2, "go_on", false));

    assertThat(text(status)).contains("  decide    unfinished");
  }

  @Test
  void tellsWhatAFailedAttemptLeftAndDiedOf() {
    assertThat(text(run(upTo(1, failed("scan", "no space left")))))
        .contains(
            "  scan      unfinished  2026-11-30 17:35Z  waves: staged 3 of 5, settled 1;"
                + " the last attempt failed: no space left\n");
  }

  @Test
  void tellsAKilledAttemptFromOneUnderWay() {
    RunStatus killed = run(upTo(1, killed("scan")));

    assertThat(text(killed)).contains("the last attempt was killed");
    assertThat(text(held(killed, RunWriter.State.AT_WORK, NOW)))
        .contains(
            "writer      local-1 (process 4711 on far, since 2026-11-30 17:35Z), last heartbeat 0 s"
                + " ago\n")
        .doesNotContain("killed")
        .endsWith("next        wait until local-1 ends\n");
  }

  @Test
  void tellsAWriterThatIsSilentOrGone() {
    RunStatus status = run(upTo(1, killed("scan")));

    assertThat(text(held(status, RunWriter.State.SILENT, NOW.minusSeconds(3600))))
        .contains(
            "since 2026-11-30 17:35Z), last heartbeat 2026-11-30 17:00Z: silent for too long, the"
                + " next command takes over\n");
    assertThat(text(held(status, RunWriter.State.GONE, null)))
        .contains("since 2026-11-30 17:35Z): gone, the next command takes over\n");
  }

  @Test
  void tellsWhatWasSpentAndWhatTheCapsLeave() {
    Spending spending =
        new Spending(new Usage(900, 40_000, 900), new Usage(100, 4_000, 100), 4.512);

    assertThat(
            text(
                spent(
                    spending, new Limits(Service.CHAT, null, null, 1500L, null, 10.0, 100, 0, .1))))
        .contains(
            "model       1,000 requests and 45,000 tokens so far, which cost 4.51; left: 500"
                + " requests, a cost of 5.49\n");
    assertThat(
            text(
                spent(
                    spending, new Limits(Service.CHAT, null, null, null, 45_000L, null, 0, 0, .1))))
        .contains("which cost 4.51; left: 0 tokens\n");
    assertThat(
            text(spent(spending, new Limits(Service.CHAT, null, null, null, null, null, 0, 0, .1))))
        .contains("which cost 4.51; no cap is set\n")
        .contains("embedder    7 requests and 70 tokens so far, which cost 0.00; no cap is set\n");
  }

  @Test
  void saysThatThereIsNothingYet() {
    RunStatus status =
        new RunStatus("file:/runs/ads", null, NOW, false, null, false, List.of(), null, null);

    assertThat(text(status))
        .isEqualTo(
            """
            run         file:/runs/ads (not begun: there is nothing yet)
            writer      nobody
            next        ./submit.sh round --settings my.conf --set policy.file=FILE --round 1
            """);
  }

  @Test
  void saysThatForgettingIsHalfDone() {
    RunStatus status =
        new RunStatus(
            "file:/runs/ads",
            "ads",
            NOW,
            true,
            null,
            true,
            List.of(decided(1, "go_on", false)),
            null,
            null);

    assertThat(text(status))
        .contains("forget      was begun and not ended: until it is, no stage runs\n")
        .endsWith("next        ./submit.sh forget --settings my.conf   # ends what was begun\n");
  }

  @Test
  void hostileSentencesDoNotReachTheTerminal() {
    String hostile = "a\u001b]0;owned\u0007b\r\n\u009b2J\u202ec\u2028d\ud800";

    for (RunStatus status :
        List.of(
            run(upTo(1, failed("scan", hostile))),
            run(upTo(1, waiting("ingest", hostile))),
            run(
                new RoundStatus(
                    1,
                    List.of(Statuses.done("scan"), Statuses.done(hostile)),
                    List.of(),
                    new RoundStatus.Verdict(1, hostile, true, hostile))),
            new RunStatus(hostile, hostile, NOW, true, null, false, List.of(), null, null))) {
      assertThat(text(status).replace("\n", ""))
          .contains("a\uFFFD]0;owned\uFFFDb \uFFFD2J\uFFFDc d\uFFFD")
          .doesNotContainPattern("\\p{C}");
    }
  }

  @Test
  void longNotesAreCutWherePeopleNeedNotAct() {
    String longNote = "x".repeat(1000);
    StageStatus done =
        new StageStatus(
            "scan", StageStatus.State.DONE, Statuses.DONE_AT, longNote, null, List.of());

    assertThat(text(run(upTo(1, done)))).contains(" " + "x".repeat(119) + "…\n");
    assertThat(text(run(upTo(1, waiting("scan", longNote)))))
        .contains(" " + "x".repeat(299) + "…\n");
  }

  private static RunStatus spent(Spending spending, Limits limits) {
    return new RunStatus(
        "file:/runs/ads",
        "ads",
        NOW,
        true,
        null,
        false,
        List.of(),
        new ModelSpending(spending, limits),
        new ModelSpending(new Spending(new Usage(7, 70, 0), Usage.NONE, 0), NO_CAP));
  }

  private static String text(RunStatus status) {
    return text(status, StatusText.Earlier.IN_A_LINE);
  }

  private static String text(RunStatus status, StatusText.Earlier earlier) {
    return StatusText.render(status, NextCommand.after(status, "--settings my.conf"), earlier);
  }
}
