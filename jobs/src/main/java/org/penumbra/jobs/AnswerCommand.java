package org.penumbra.jobs;

import org.penumbra.ExitCode;
import org.penumbra.jobs.stage.RunContext;
import picocli.CommandLine.Option;

/** Answers a batch with simulated experts. */
final class AnswerCommand extends RunCommand {

  @Option(names = "--round", required = true, paramLabel = "N", description = "The round, from 1.")
  private int round;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "JSON lines (plain or gzip) with the id and the label of every item.")
  private String truth;

  @Option(
      names = "--label",
      defaultValue = "label",
      paramLabel = "FIELD",
      description = "The field with 0 or 1 (default: ${DEFAULT-VALUE}).")
  private String label;

  @Override
  int run(RunContext context) {
    long answers = new SimulatedAnswers(context, truth, label).answer(round);
    context
        .progress()
        .line(answers + " simulated answers written to " + IngestJob.inbox(context, round));
    return ExitCode.DONE.value();
  }
}
