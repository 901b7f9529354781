package org.penumbra.jobs.stage;

import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.spark.Progress;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.Store;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;

/**
 * What every stage of a run works with.
 *
 * @param spark the session
 * @param settings read once, validated
 * @param policy the question the run is about
 * @param uri the run's root, without a slash at its end
 * @param store the run's state
 * @param lease held for the whole command
 * @param data the run's datasets
 * @param progress what a person sees
 * @param repeat what happens to a stage that was done with other settings or inputs
 */
public record RunContext(
    SparkSession spark,
    Settings settings,
    Policy policy,
    String uri,
    Store store,
    Lease lease,
    RunData data,
    Progress progress,
    Repeat repeat) {

  /** What to do with a stage that was done with other settings or inputs. */
  public enum Repeat {
    REFUSE,
    AGAIN
  }
}
