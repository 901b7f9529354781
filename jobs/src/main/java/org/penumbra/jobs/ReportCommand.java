package org.penumbra.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.penumbra.ExitCode;
import org.penumbra.jobs.report.ComparedRunReader;
import org.penumbra.jobs.report.RunReportReader;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.report.compare.Comparison;
import org.penumbra.report.compare.ComparisonText;
import org.penumbra.report.page.ReportPage;
import org.penumbra.settings.DeploymentCheck;
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

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "RUN[@ROUND]",
      description = {
        "Two runs by their addresses, or two rounds of one, side by side: settings that differ,",
        "items in both batches, kappas and their differences. No other option is read."
      })
  private List<String> compared;

  @Override
  public Integer call() throws IOException {
    return compared == null ? super.call() : compare(System.out);
  }

  private int compare(PrintStream out) throws IOException {
    Map<String, String> addresses = new TreeMap<>();
    compared.forEach(run -> addresses.put("--compare " + run, ComparedRunReader.address(run)));
    DeploymentCheck.check(System.getProperty("spark.master", "local[*]"), addresses);
    try (SparkSession spark = Sessions.open("penumbra report --compare")) {
      ComparedRunReader reader = new ComparedRunReader(spark);
      out.print(
          ComparisonText.of(
              Comparison.of(reader.read(compared.get(0)), reader.read(compared.get(1)))));
    }
    return ExitCode.DONE.value();
  }

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
