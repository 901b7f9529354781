package org.penumbra.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.report.compare.ComparedRun;
import org.penumbra.report.page.RoundFigures;
import org.penumbra.settings.SettingsLoader;

/** Reads a run that is held against another; nothing is written to it, and no lease taken. */
public final class ComparedRunReader {

  /** An address, and a round where it ends so. */
  private static final Pattern RUN_AT_ROUND = Pattern.compile("(.+)@([1-9][0-9]{0,5})");

  /** In names of students and tuned models. */
  private static final String MADE_IN_A_ROUND = "-round=";

  private final SparkSession spark;

  public ComparedRunReader(SparkSession spark) {
    this.spark = spark;
  }

  /** The address in what people type: a run's address, or that with {@code @ROUND} after it. */
  public static String address(String run) {
    Matcher atRound = RUN_AT_ROUND.matcher(run);
    return atRound.matches() ? atRound.group(1) : run;
  }

  /**
   * Reads a run as far as the round named, or else as far as it was measured.
   *
   * @throws org.penumbra.UserException where that round is not measured
   */
  public ComparedRun read(String run) {
    Matcher atRound = RUN_AT_ROUND.matcher(run);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String root = Stores.root(address(run), hadoop);
    Store store = Stores.at(root, hadoop);
    ForgetLog.requireFinished(store);
    DoneStages done = new DoneStages(store, RunData.toRead(spark, store, root));
    OptionalInt measured = done.last(StageName.EVALUATE);
    int round = atRound.matches() ? Integer.parseInt(atRound.group(2)) : measured.orElse(1);
    if (measured.isEmpty() || round > measured.getAsInt()) {
      throw Errors.nothingToCompare(root, round);
    }
    List<RoundFigures> rounds = new RoundsReader(done).read(round);
    return new ComparedRun(root, settings(done, store, round), batches(done, round), rounds);
  }

  private static SortedMap<String, String> settings(DoneStages done, Store store, int round) {
    Map<String, String> defaults = new SettingsLoader().load(List.of()).values();
    CostReader cost = new CostReader(done, store);
    SortedMap<String, String> all = new TreeMap<>(cost.usedSettings(round, defaults));
    cost.provenance(round).forEach(entry -> all.put(entry.name(), entry.value()));
    // What a round made is no reason why it differs.
    all.keySet().removeIf(name -> name.contains(MADE_IN_A_ROUND));
    return all;
  }

  private static SortedMap<Integer, SortedSet<String>> batches(DoneStages done, int round) {
    SortedMap<Integer, SortedSet<String>> batches = new TreeMap<>();
    for (int each = 1; each <= round; each++) {
      SortedSet<String> items = new TreeSet<>();
      for (Row row : done.rows(RunDataset.BATCH, StageName.SELECT, each)) {
        items.add(row.getAs("item_id"));
      }
      batches.put(each, items);
    }
    return batches;
  }
}
