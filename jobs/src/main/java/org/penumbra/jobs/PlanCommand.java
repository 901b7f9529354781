package org.penumbra.jobs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.penumbra.ExitCode;
import org.penumbra.jobs.llm.CostPlan;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyReader;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What asking a model about the corpus will take, before anything is sent: no run is made. */
final class PlanCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = options.load(List.of());
    Policy policy = PolicyReader.read(settings.requirePolicy());
    CostPlan.require(settings);
    try (SparkSession spark = Sessions.open("penumbra plan " + policy.id())) {
      spec.commandLine().getOut().print(new CostPlan(spark, settings, policy).text());
      spec.commandLine().getOut().flush();
    }
    return ExitCode.DONE.value();
  }
}
