package org.penumbra.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Made states of runs. */
final class Statuses {

  static final Instant NOW = Instant.parse("2026-11-30T18:00:00Z");
  static final Instant DONE_AT = Instant.parse("2026-11-30T17:35:59Z");

  private Statuses() {}

  static RunStatus run(RoundStatus... rounds) {
    return new RunStatus(
        "file:/runs/ads", "ads", NOW, true, null, false, Arrays.asList(rounds), null, null);
  }

  static RunStatus held(RunStatus status, RunWriter.State state, Instant heartbeat) {
    RunWriter writer = new RunWriter("local-1", "far", 4711, DONE_AT, heartbeat, state);
    return new RunStatus(
        status.uri(), status.policy(), NOW, true, writer, false, status.rounds(), null, null);
  }

  static RoundStatus decided(int round, String outcome, boolean stop) {
    return new RoundStatus(
        round,
        List.of(done("scan"), done("ingest"), done("decide")),
        List.of(),
        new RoundStatus.Verdict(round, outcome, stop, "The gap is 0.3."));
  }

  /** Done up to a stage, which is as given; nothing after it has begun. */
  static RoundStatus upTo(int round, StageStatus stage) {
    List<StageStatus> stages = new ArrayList<>();
    for (String name : List.of("scan", "ingest", "decide")) {
      boolean here = name.equals(stage.stage());
      boolean after = stages.contains(stage) || stages.stream().anyMatch(s -> !s.isDone());
      stages.add(here ? stage : after ? StageStatus.notBegun(name) : done(name));
    }
    return new RoundStatus(round, stages, List.of(), null);
  }

  static StageStatus done(String stage) {
    return new StageStatus(
        stage, StageStatus.State.DONE, DONE_AT, stage + " has ended", null, List.of());
  }

  static StageStatus waiting(String stage, String why) {
    return new StageStatus(stage, StageStatus.State.WAITING, DONE_AT, why, null, List.of());
  }

  static StageStatus failed(String stage, String error) {
    return new StageStatus(
        stage,
        StageStatus.State.UNFINISHED,
        DONE_AT,
        "",
        error,
        List.of(new StageStatus.Waves("staged", 3, 5), new StageStatus.Waves("settled", 1, null)));
  }

  static StageStatus killed(String stage) {
    return new StageStatus(stage, StageStatus.State.UNFINISHED, null, "", null, List.of());
  }
}
