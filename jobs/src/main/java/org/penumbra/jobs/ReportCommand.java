package org.penumbra.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.jobs.report.ComparedRunReader;
import org.penumbra.jobs.report.RunReportReader;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.report.compare.Comparison;
import org.penumbra.report.compare.ComparisonPage;
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
        "items in both batches, kappas and their differences. Of other options --out alone is read."
      })
  private List<String> compared;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "With --compare: the same as a page of HTML, to this file.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    return compared == null ? super.call() : compare();
  }

  private int compare() throws IOException {
    Map<String, String> addresses = new TreeMap<>();
    compared.forEach(run -> addresses.put("--compare " + run, ComparedRunReader.address(run)));
    DeploymentCheck.check(System.getProperty("spark.master", "local[*]"), addresses);
    try (SparkSession spark = Sessions.open("penumbra report --compare")) {
      ComparedRunReader reader = new ComparedRunReader(spark);
      show(
          Comparison.of(reader.read(compared.get(0)), reader.read(compared.get(1))),
          out,
          System.out);
    }
    return ExitCode.DONE.value();
  }

  /** Prints a comparison and, where a file is named, writes it as a page too. */
  static void show(Comparison comparison, Path file, PrintStream terminal) {
    terminal.print(ComparisonText.of(comparison));
    if (file == null) {
      return;
    }
    try {
      Files.write(file, ComparisonPage.of(comparison));
    } catch (IOException e) {
      throw Errors.reportNotWritten(file.toString(), e.getMessage());
    }
    terminal.printf("%ncomparison written to %s%n", file);
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
