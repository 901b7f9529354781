package org.penumbra.jobs.spark;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Counts the Spark actions of a stage. One action may start several Spark jobs; jobs of one SQL
 * execution count once.
 */
public final class ActionCounter extends SparkListener {

  private static final String EXECUTION = "spark.sql.execution.id";

  private final Set<String> actions = ConcurrentHashMap.newKeySet();

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    String execution = properties == null ? null : properties.getProperty(EXECUTION);
    actions.add(execution == null ? "job " + start.jobId() : "sql " + execution);
  }

  /** Actions seen so far. */
  public int count() {
    return actions.size();
  }
}
