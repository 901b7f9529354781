package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.ExitCode;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Stores;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Option;

/** Forgets items. */
final class ForgetCommand extends RunCommand {

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description =
          "Ids, one a line; or CSV (.csv) with a column item_id or id, or JSON lines (.jsonl).")
  private String file;

  @Option(
      names = {"--item", "--text-hash"},
      paramLabel = "ID",
      description = "One id, or the hash of a text (32 hexadecimal digits). May be repeated.")
  private List<String> items = new ArrayList<>();

  @Option(
      names = "--drop-unfinished",
      description = "Delete what stages did that were begun and are not done.")
  private boolean dropUnfinished;

  @Override
  void before(SparkSession spark, Settings settings, Policy policy) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String root = Stores.root(settings.run().uriFor(policy.id()), hadoop);
    if (Stores.at(root, hadoop).list("_state").isEmpty()) {
      throw Errors.runMissing("forget items", root);
    }
  }

  @Override
  int run(RunContext context) {
    SortedSet<String> names = new TreeSet<>(items);
    if (file != null) {
      Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
      names.addAll(IdList.read("--items", file, hadoop).names());
    }
    ForgetJob.HalfDone halfDone =
        dropUnfinished ? ForgetJob.HalfDone.DROP : ForgetJob.HalfDone.REFUSE;
    new ForgetJob(context, halfDone).forget(IdList.of(names));
    return ExitCode.DONE.value();
  }
}
