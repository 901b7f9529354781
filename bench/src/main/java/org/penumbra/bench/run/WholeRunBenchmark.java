package org.penumbra.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.SparkSession;
import org.penumbra.bench.BenchInput;
import org.penumbra.bench.Benchmark;
import org.penumbra.bench.ResultTable;

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
    return "A whole run: from a tenth of the items to all of them";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    int items = input.items().orElse(ITEMS);
    Path project = Path.of(System.getProperty("penumbra.home"));
    List<WholeRun.Result> results = new ArrayList<>();
    for (int size : List.of(items / 10, items)) {
      MadeCorpus corpus = new MadeCorpus(input.work().resolve(Integer.toString(size)), size);
      make(corpus);
      results.add(new WholeRun(project, corpus).go());
      System.out.println(results.get(results.size() - 1));
    }
    return table(results);
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

  private static ResultTable table(List<WholeRun.Result> results) {
    List<String> header = new ArrayList<>(List.of("stage"));
    for (WholeRun.Result result : results) {
      header.add(String.format("%,d items, s", result.items()));
      header.add("µs an item");
    }
    ResultTable table = new ResultTable(header.toArray(String[]::new));
    for (String stage : results.get(0).stages().keySet()) {
      row(table, stage, results, result -> result.stages().get(stage));
    }
    row(table, "all stages", results, WholeRun.Result::seconds);
    List<String> memory = new ArrayList<>(List.of("peak resident memory, GiB"));
    for (WholeRun.Result result : results) {
      memory.add(String.format("%.2f", result.peakBytes() / GIB));
      memory.add("");
    }
    return table.row(memory.toArray(String[]::new));
  }

  private static void row(
      ResultTable table,
      String name,
      List<WholeRun.Result> results,
      ToDoubleFunction<WholeRun.Result> seconds) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (WholeRun.Result result : results) {
      double all = seconds.applyAsDouble(result);
      cells.add(String.format("%.1f", all));
      cells.add(String.format("%.0f", all / result.items() * 1e6));
    }
    table.row(cells.toArray(String[]::new));
  }
}
