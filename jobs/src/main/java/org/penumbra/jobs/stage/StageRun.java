package org.penumbra.jobs.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.Progress;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;

/** A stage under way: what its job calls to freeze, write, count and say things. */
public final class StageRun {

  private final RunContext context;
  private final StageState state;
  private final Progress.Bar bar;
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private String note = "";
  private StageResult.Status status = StageResult.Status.DONE;

  StageRun(RunContext context, StageState state, Progress.Bar bar) {
    this.context = context;
    this.state = state;
    this.bar = bar;
  }

  /** The value frozen under a name, made now if this is the first attempt to get here. */
  public <T> T frozen(String name, TypeReference<T> type, Supplier<T> maker) {
    return state.frozen(name, type, maker);
  }

  /** Drops a frozen value that the stage has no more use for. */
  public void thaw(String name) {
    context.lease().check();
    state.thaw(name);
  }

  /** Drops what an earlier attempt wrote from something that has changed since. */
  public void startOver() {
    context.lease().check();
    state.forgetWaves();
  }

  /** Names the Spark jobs that follow, for the Spark UI and its history. */
  public void describe(String action) {
    StageId id = state.id();
    context
        .spark()
        .sparkContext()
        .setJobDescription("round " + id.round() + " " + id.stage() + ": " + action);
  }

  /** Writes a dataset of this round in one wave. */
  public Manifest write(RunDataset dataset, Supplier<Dataset<Row>> frame) {
    describe("write " + dataset.folder());
    return write(
        dataset, dataset.folder() + "/" + StageId.roundFolder(state.id().round()), 1, frame);
  }

  /** Writes one wave of a dataset to a place of its own. */
  public Manifest write(RunDataset dataset, String place, int wave, Supplier<Dataset<Row>> frame) {
    Manifest manifest = context.data().write(state, dataset, place, wave, frame);
    add(dataset.folder(), manifest.rows());
    return manifest;
  }

  /** Writes data that only this stage reads; it goes when the stage is done. */
  public Manifest stage(String name, int wave, Supplier<Dataset<Row>> frame, String... partitions) {
    String place = state.id().folder() + "/" + name;
    return context.data().write(state, name, place, wave, frame, partitions);
  }

  public void count(String name, long value) {
    counts.put(name, value);
  }

  /** Adds to a count. */
  public void add(String name, long value) {
    counts.merge(name, value, Long::sum);
  }

  /** Something people should know; stands in the report and on the console. */
  public void warn(String warning) {
    warnings.add(warning);
    context.progress().line("  warning: " + warning);
  }

  /** One sentence that tells how the stage ended. */
  public void note(String sentence) {
    note = sentence;
    bar.summary(sentence);
  }

  /** Ends the stage without success: people have to act before it can go on. */
  public void waitForPeople(String sentence) {
    status = StageResult.Status.WAITING;
    note(sentence);
  }

  /** Shows how many waves are done. */
  public void waves(int done, int all) {
    bar.waves(done, all);
  }

  SortedMap<String, Long> counts() {
    return counts;
  }

  List<String> warnings() {
    return warnings;
  }

  StageResult result() {
    return new StageResult(state.id().stage(), state.id().round(), status, counts, note);
  }
}
