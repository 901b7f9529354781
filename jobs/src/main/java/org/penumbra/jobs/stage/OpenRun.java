package org.penumbra.jobs.stage;

import java.io.PrintStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.llm.EmbedderLedger;
import org.penumbra.jobs.spark.Progress;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;

/** A run opened for writing: its context, and the lease that goes back when it is closed. */
public final class OpenRun implements AutoCloseable {

  private final RunContext context;
  private final EmbedderLedger ledger;

  private OpenRun(RunContext context, EmbedderLedger ledger) {
    this.context = context;
    this.ledger = ledger;
  }

  /**
   * Takes the run's lease.
   *
   * @throws org.penumbra.UserException where another process is at work on the run
   */
  public static OpenRun open(
      SparkSession spark,
      Settings settings,
      Policy policy,
      RunContext.Repeat repeat,
      PrintStream out) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String root = Stores.root(settings.run().uriFor(policy.id()), hadoop);
    Store store = Stores.at(root, hadoop);
    Progress progress = new Progress(spark.sparkContext(), out);
    if (!store.isConditional()) {
      progress.line(
          "note: " + root + " has no conditional put; see to it that one process writes to it");
    }
    Lease lease =
        Lease.acquire(
            store,
            LeaseOwner.here(spark.sparkContext().applicationId()),
            settings.lease().heartbeat(),
            settings.lease().expiry());
    try {
      RunData data = new RunData(spark, store, root, lease);
      return new OpenRun(
          new RunContext(spark, settings, policy, root, store, lease, data, progress, repeat),
          new EmbedderLedger(store, lease, settings.embedder().http()));
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  public RunContext context() {
    return context;
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } finally {
      context.lease().close();
    }
  }
}
