package org.penumbra.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.jobs.llm.CostPlan;
import org.penumbra.jobs.plan.RunReader;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.plan.MeasuredRun;
import org.penumbra.plan.PlanJson;
import org.penumbra.plan.PlanText;
import org.penumbra.plan.RunPlan;
import org.penumbra.plan.Target;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyReader;
import org.penumbra.settings.DataSize;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a run will take before it is started: from smaller runs, time, memory, storage and money of
 * each stage; without any, what asking a model about the corpus will. No run is made.
 */
final class PlanCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description = "A finished smaller run. Give two of different size, larger than 50,000 items.")
  private List<String> from = new ArrayList<>();

  @Option(names = "--items", paramLabel = "N", description = "With --from: items of the corpus.")
  private Long items;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "With --from: cores of the cluster; without it as many as the runs had.")
  private Integer cores;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      paramLabel = "N",
      description = "With --from: rounds to run (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "With --from: what the driver may have, such as 4GiB; said if it is too little.")
  private String memory;

  @Option(
      names = "--core-hour",
      defaultValue = "0",
      paramLabel = "PRICE",
      description = "With --from: the price of a core for an hour.")
  private double coreHour;

  @Option(names = "--json", description = "With --from: the same as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Settings settings = options.load(List.of());
    print(from.isEmpty() ? requests(settings) : wholeRun(settings));
    return ExitCode.DONE.value();
  }

  private static String requests(Settings settings) throws IOException {
    Policy policy = PolicyReader.read(settings.requirePolicy());
    CostPlan.require(settings);
    try (SparkSession spark = Sessions.open("penumbra plan " + policy.id())) {
      return new CostPlan(spark, settings, policy).text();
    }
  }

  private String wholeRun(Settings settings) {
    if (items == null) {
      throw Errors.planWithoutItems();
    }
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    RunReader reader = new RunReader(hadoop);
    List<MeasuredRun> runs = from.stream().map(reader::read).toList();
    int measured = runs.get(0).stages().get(0).cores();
    Target target =
        new Target(
            items,
            Math.min(items, settings.pool().maxItems()),
            cores == null ? measured : cores,
            rounds,
            coreHour,
            memory == null ? 0 : bytes(memory));
    RunPlan plan = RunPlan.of(runs, target);
    return json ? PlanJson.render(plan) : PlanText.render(plan);
  }

  private static long bytes(String size) {
    try {
      return DataSize.parse(size).bytes();
    } catch (IllegalArgumentException e) {
      throw Errors.planMemory(size);
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
