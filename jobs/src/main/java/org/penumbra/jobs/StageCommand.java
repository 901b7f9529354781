package org.penumbra.jobs;

import java.util.function.BiFunction;
import org.penumbra.ExitCode;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import picocli.CommandLine.Option;

/** A command that runs a stage, or a whole round. */
class StageCommand extends RunCommand {

  private final BiFunction<RunContext, Integer, StageResult> stage;

  @Option(
      names = "--round",
      required = true,
      paramLabel = "N",
      description = "The round, from 1: a retry can never start the next one.")
  private int round;

  @Option(
      names = "--fail-if-waiting",
      description = "Exit with 3, not 0, when the round waits for labels.")
  private boolean failIfWaiting;

  StageCommand(BiFunction<RunContext, Integer, StageResult> stage) {
    this.stage = stage;
  }

  @Override
  int run(RunContext context) {
    StageResult result = stage.apply(context, round);
    boolean waiting = result.status() == StageResult.Status.WAITING;
    return (waiting && failIfWaiting ? ExitCode.WAITING : ExitCode.DONE).value();
  }
}
