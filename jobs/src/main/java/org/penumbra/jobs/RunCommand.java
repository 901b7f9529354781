package org.penumbra.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.jobs.stage.OpenRun;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyReader;
import org.penumbra.settings.DeploymentCheck;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command on a run: settings and policy are read and checked before Spark starts, then the run is
 * opened for writing.
 */
abstract class RunCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Spec private CommandSpec spec;

  /** Does the command's work; its exit status. */
  abstract int run(RunContext context) throws IOException;

  /** The settings of the run. */
  Settings settings(RunOptions given) {
    return given.load(List.of()).requireOwnStudent();
  }

  /** The policy of the run. */
  Policy policy(Settings settings) {
    return PolicyReader.read(settings.requirePolicy());
  }

  /** The options as they were given. */
  RunOptions options() {
    return options;
  }

  /** What has to hold before the run is opened, which would make it where there is none. */
  void before(SparkSession spark, Settings settings, Policy policy) {}

  @Override
  public Integer call() throws IOException {
    Settings settings = settings(options);
    Policy policy = policy(settings);
    DeploymentCheck.check(
        System.getProperty("spark.master", "local[*]"), settings.uris(policy.id()));
    PrintStream out = System.out;
    try (SparkSession spark = Sessions.open("penumbra " + spec.name() + " " + policy.id())) {
      before(spark, settings, policy);
      try (OpenRun run = OpenRun.open(spark, settings, policy, options.repeat(), out)) {
        return run(run.context());
      }
    }
  }
}
