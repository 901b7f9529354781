package org.penumbra.jobs;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.jobs.state.Stores;
import org.penumbra.jobs.status.RunStatusReader;
import org.penumbra.policy.PolicyReader;
import org.penumbra.report.NextCommand;
import org.penumbra.report.Printable;
import org.penumbra.report.RunStatus;
import org.penumbra.report.StatusJson;
import org.penumbra.report.StatusText;
import org.penumbra.settings.DeploymentCheck;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a run stands: no Spark session, no lease, nothing written. */
final class StatusCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "The same as one JSON object, with all stages.")
  private boolean json;

  @Option(names = "--all", description = "The stages of earlier rounds too.")
  private boolean all;

  @Override
  public Integer call() {
    Settings settings = options.load(List.of());
    String policy = policy(settings);
    String uri = settings.run().uriFor(policy);
    DeploymentCheck.check(System.getProperty("spark.master", "local[*]"), Map.of("run.uri", uri));
    RunStatus status = read(settings, uri, policy);
    NextCommand next = NextCommand.after(status, options.shellWords());
    spec.commandLine().getOut().print(json ? StatusJson.render(status, next) : text(status, next));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.value();
  }

  /** A run that is named by its address needs none. */
  private static String policy(Settings settings) {
    return settings.policy().file() == null && settings.run().uri() != null
        ? null
        : PolicyReader.read(settings.requirePolicy()).id();
  }

  private static RunStatus read(Settings settings, String uri, String policy) {
    // As a session would have it: with spark.hadoop.* and the environment's credentials.
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    try {
      String root = Stores.root(uri, hadoop);
      return new RunStatusReader(Stores.at(root, hadoop), settings)
          .read(root, policy, Instant.now());
    } catch (UncheckedIOException e) {
      throw Errors.runUnreadable(uri, Printable.line(String.valueOf(e.getCause().getMessage())));
    }
  }

  private String text(RunStatus status, NextCommand next) {
    return StatusText.render(
        status, next, all ? StatusText.Earlier.WHOLE : StatusText.Earlier.IN_A_LINE);
  }
}
