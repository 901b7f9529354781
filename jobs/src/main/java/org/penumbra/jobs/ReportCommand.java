package org.penumbra.jobs;

import org.penumbra.ExitCode;
import org.penumbra.jobs.report.RunReportReader;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.report.page.ReportPage;
import picocli.CommandLine.Option;

/** Writes what a run has come to as one page of HTML. */
final class ReportCommand extends RunCommand {

  /** Where the page lies, relative to the run. */
  static final String FILE = "exports/report.html";

  @Option(
      names = "--round",
      paramLabel = "N",
      description = "The last round to report on; without it the last one decided.")
  private Integer round;

  @Override
  int run(RunContext context) {
    context
        .progress()
        .line(
            "report written to "
                + write(context, round == null ? new RunReportReader(context).lastRound() : round));
    return ExitCode.DONE.value();
  }

  /** Writes the report of a round and those before it; where it lies. */
  static String write(RunContext context, int round) {
    byte[] page = ReportPage.of(new RunReportReader(context).read(round));
    context.lease().check();
    context.store().put(FILE, page);
    return context.uri() + "/" + FILE;
  }
}
