package org.penumbra.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.penumbra.bench.BenchInput;
import org.penumbra.bench.Benchmark;
import org.penumbra.bench.ResultTable;
import org.penumbra.jobs.plan.RunReader;
import org.penumbra.plan.MeasuredRun;
import org.penumbra.plan.RunPlan;
import org.penumbra.plan.Target;

/**
 * Every stage of a run, at sizes a factor apart: what does not grow with the items, and what does.
 */
public final class WholeRunBenchmark implements Benchmark {

  private static final int ITEMS = 200_000;
  private static final double GIB = 1 << 30;

  @Override
  public String name() {
    return "whole-run";
  }

  @Override
  public String title() {
    return "A whole run, and what plan says of it";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    int items = input.items().orElse(ITEMS);
    Path project = Path.of(System.getProperty("penumbra.home"));
    List<WholeRun.Result> results = new ArrayList<>();
    for (int size : List.of(items / 100, items / 20, items / 10, items)) {
      MadeCorpus corpus = new MadeCorpus(input.work().resolve(Integer.toString(size)), size);
      make(corpus);
      results.add(new WholeRun(project, corpus).go());
      // The run may take long: what is known is said.
      System.out.println(results.get(results.size() - 1));
    }
    return table(results, plan(results, items));
  }

  private static void make(MadeCorpus corpus) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .appName("corpus")
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      corpus.make(spark);
    }
  }

  /** Of the largest run, from the two smallest. */
  private static RunPlan plan(List<WholeRun.Result> results, int items) {
    RunReader reader = new RunReader(new Configuration());
    List<MeasuredRun> from =
        results.stream().limit(2).map(result -> reader.read(result.run().toString())).toList();
    int cores = Runtime.getRuntime().availableProcessors();
    return RunPlan.of(from, new Target(items, items, cores, 2, 0, 0));
  }

  private static ResultTable table(List<WholeRun.Result> results, RunPlan plan) {
    List<String> header = new ArrayList<>(List.of("stage"));
    for (WholeRun.Result result : results) {
      header.add(String.format("%,d items, s", result.items()));
      header.add("µs an item");
    }
    header.addAll(List.of("planned, s", "off, %"));
    ResultTable table = new ResultTable(header.toArray(String[]::new));
    for (String stage : results.get(0).stages().keySet()) {
      double planned =
          plan.stages().stream()
              .filter(one -> WholeRun.name(one.rounds(), one.stage()).equals(stage))
              .mapToDouble(RunPlan.StagePlan::seconds)
              .sum();
      row(table, stage, results, result -> result.stages().get(stage), planned);
    }
    row(table, "all stages", results, WholeRun.Result::seconds, plan.seconds());
    List<String> cpu = new ArrayList<>(List.of("processor time of all commands"));
    for (WholeRun.Result result : results) {
      cpu.add(String.format("%.1f", result.cpuSeconds()));
      cpu.add(String.format("%.0f", result.cpuSeconds() / result.items() * 1e6));
    }
    cpu.addAll(List.of("", ""));
    table.row(cpu.toArray(String[]::new));
    List<String> memory = new ArrayList<>(List.of("peak resident memory, GiB"));
    for (WholeRun.Result result : results) {
      memory.add(String.format("%.2f", result.peakBytes() / GIB));
      memory.add("");
    }
    memory.addAll(List.of(String.format("%.2f", plan.peakBytes() / GIB), ""));
    return table.row(memory.toArray(String[]::new));
  }

  private static void row(
      ResultTable table,
      String name,
      List<WholeRun.Result> results,
      ToDoubleFunction<WholeRun.Result> seconds,
      double planned) {
    List<String> cells = new ArrayList<>(List.of(name));
    double last = 0;
    for (WholeRun.Result result : results) {
      last = seconds.applyAsDouble(result);
      cells.add(String.format("%.1f", last));
      cells.add(String.format("%.0f", last / result.items() * 1e6));
    }
    cells.add(String.format("%.1f", planned));
    cells.add(String.format("%+.0f", 100 * (planned / last - 1)));
    table.row(cells.toArray(String[]::new));
  }
}
