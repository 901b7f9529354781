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
    RunReportReader reader = new RunReportReader(context);
    byte[] page = ReportPage.of(reader.read(round == null ? reader.lastRound() : round));
    context.lease().check();
    context.store().put(FILE, page);
    context.progress().line("report written to " + context.uri() + "/" + FILE);
    return ExitCode.DONE.value();
  }
}
