package org.penumbra.jobs.state;

/** The stages by name, so that one can ask what another wrote without knowing its job. */
public final class StageName {

  public static final String SCAN = "scan";
  public static final String EMBED = "embed";
  public static final String CLUSTER = "cluster";
  public static final String PAIR = "pair";
  public static final String SELECT = "select";
  public static final String INGEST = "ingest";
  public static final String SPLIT = "split";
  public static final String TRAIN = "train";
  public static final String EVALUATE = "evaluate";
  public static final String DECIDE = "decide";
  public static final String APPLY = "apply";
  public static final String DRIFT = "drift";
  public static final String SIMULATE = "simulate";

  private StageName() {}
}
