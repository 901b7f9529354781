package org.penumbra.jobs;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.jobs.drift.DriftOutcome;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Stores;
import org.penumbra.policy.Policy;
import org.penumbra.settings.DeploymentCheck;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Option;

/** Holds a new snapshot against a finished round. */
final class DriftCommand extends RunCommand {

  @Option(
      names = "--round",
      required = true,
      paramLabel = "N",
      description = "The finished round whose student and clusters the snapshot is held against.")
  private int round;

  @Option(
      names = "--against",
      paramLabel = "RUN_OR_CORPUS",
      description =
          "The snapshot: files of texts (columns as in corpus.*), or another run. Without it only"
              + " a changed policy is looked at.")
  private String against;

  @Override
  void before(SparkSession spark, Settings settings, Policy policy) {
    if (against != null) {
      DeploymentCheck.check(spark.sparkContext().master(), Map.of("--against", against));
    }
    requireRun(spark.sparkContext().hadoopConfiguration(), settings.run().uriFor(policy.id()));
  }

  /**
   * Makes sure that there is a run, which opening it would make.
   *
   * @throws org.penumbra.UserException where there is none
   */
  static void requireRun(Configuration hadoop, String uri) {
    String root = Stores.root(uri, hadoop);
    if (Stores.at(root, hadoop).list("_state").isEmpty()) {
      throw Errors.runMissing("look for drift", root);
    }
  }

  @Override
  int run(RunContext context) {
    new DriftJob(context, round, against).run();
    DriftOutcome.last(context.store(), round)
        .filter(outcome -> outcome.seeds() != null)
        .ifPresent(outcome -> context.progress().line(next(context, outcome)));
    return ExitCode.DONE.value();
  }

  private String next(RunContext context, DriftOutcome outcome) {
    String seeds = RunOptions.quoted(context.uri() + "/" + outcome.seeds());
    String snapshot = RunOptions.quoted(outcome.against());
    return outcome.run()
        ? String.format(
            "next: the other run's next round N asks about these regions first:%n"
                + "  ./submit.sh round %s --set run.uri=%s --set select.seeds=%s --round N",
            options().shellWords(), snapshot, seeds)
        : String.format(
            "next: make the snapshot a run of its own, which asks about these regions first:%n"
                + "  ./submit.sh round %s --set corpus.uri=%s --set run.uri=%s --set"
                + " select.seeds=%s --round 1",
            options().shellWords(),
            snapshot,
            RunOptions.quoted(String.format("%s-drift-%04d", context.uri(), outcome.snapshot())),
            seeds);
  }
}
