package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.embed.EncoderModel;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.OpenRun;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;

/** A run in a folder, opened anew for each stage as each command opens it. */
final class TestRun {

  static final Policy POLICY =
      new Policy(
          "health-claims",
          "1",
          "Does this ad make a misleading health claim?",
          "It promises a cure.",
          "violates",
          "fine",
          List.of(),
          List.of(
              "Two spoons of our golden root syrup a day and arthritis is history.",
              "Doctors hide it: a simple sea salt drink reverses diabetes in three weeks."),
          List.of("Flu vaccinations without an appointment at your pharmacy, all week."));

  private final SparkSession spark;
  private final Path folder;
  private final Map<String, String> settings;
  private final Policy policy;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TestRun(SparkSession spark, Path folder, Map<String, String> settings) {
    this(spark, folder, settings, POLICY);
  }

  private TestRun(SparkSession spark, Path folder, Map<String, String> settings, Policy policy) {
    this.spark = spark;
    this.policy = policy;
    this.folder = folder;
    this.settings = new TreeMap<>(settings);
    this.settings.putIfAbsent("run.uri", folder.toString());
    this.settings.putIfAbsent("embedder.model", EncoderModel.MINILM);
  }

  /** The same run, called with a setting changed. */
  TestRun with(String key, String value) {
    Map<String, String> changed = new TreeMap<>(settings);
    changed.put(key, value);
    return new TestRun(spark, folder, changed, policy);
  }

  /** The same run, called with another version of the guideline. */
  TestRun under(String guidelineVersion) {
    Policy changed =
        new Policy(
            policy.id(),
            guidelineVersion,
            policy.question(),
            policy.definition(),
            policy.positiveName(),
            policy.negativeName(),
            policy.reasons(),
            policy.positiveExamples(),
            policy.negativeExamples());
    return new TestRun(spark, folder, settings, changed);
  }

  /** The same run in another session of the same Spark. */
  TestRun in(SparkSession session) {
    return new TestRun(session, folder, settings, policy);
  }

  /** The same settings for a run in another folder. */
  TestRun at(Path other) {
    return new TestRun(spark, other, settings, policy).with("run.uri", other.toString());
  }

  StageResult scan() {
    return scan(new FileShardOpener());
  }

  StageResult scan(ShardOpener opener) {
    return open(RunContext.Repeat.REFUSE, context -> new ScanJob(context, 1, opener).run());
  }

  StageResult scanAgain() {
    return open(RunContext.Repeat.AGAIN, context -> new ScanJob(context, 1).run());
  }

  StageResult embed() {
    return open(RunContext.Repeat.REFUSE, context -> new EmbedJob(context, 1).run());
  }

  /** Runs a round as far as it gets. */
  StageResult round(int number) {
    return call(context -> new Round(context, number).run());
  }

  /** Does what a command does, without --again. */
  <T> T call(Function<RunContext, T> work) {
    return open(RunContext.Repeat.REFUSE, work);
  }

  <T> T open(RunContext.Repeat repeat, Function<RunContext, T> work) {
    List<String> sets = new ArrayList<>();
    settings.forEach((key, value) -> sets.add(key + "=" + value));
    Settings loaded = new SettingsLoader().load(sets);
    try (PrintStream print = new PrintStream(out, true, UTF_8);
        OpenRun run = OpenRun.open(spark, loaded, policy, repeat, print)) {
      return work.apply(run.context());
    }
  }

  /** What the stages told people. */
  String output() {
    return out.toString(UTF_8);
  }

  /** The rows a stage of round 1 wrote, by its manifests. */
  Dataset<Row> read(RunDataset dataset, String stage) {
    return read(dataset, stage, 1);
  }

  /** The rows a stage of a round wrote, by its manifests. */
  Dataset<Row> read(RunDataset dataset, String stage, int round) {
    return call(
        context ->
            context
                .data()
                .read(
                    dataset,
                    new StageState(context.store(), new StageId(round, stage))
                        .manifests(dataset.folder())));
  }

  /** The manifests of a stage of round 1. */
  List<Manifest> manifests(String stage) {
    return call(context -> new StageState(context.store(), new StageId(1, stage)).manifests());
  }

  /** The rows of {@link #read}, each as text, sorted. */
  List<String> rows(RunDataset dataset, String stage, String... columns) {
    Dataset<Row> frame = read(dataset, stage);
    return frame.selectExpr(columns).collectAsList().stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }

  Path folder() {
    return folder;
  }

  SparkSession session() {
    return spark;
  }
}
