package org.penumbra.jobs.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.drift.DriftCheck;
import org.penumbra.drift.DriftFindings;
import org.penumbra.drift.DriftItems;
import org.penumbra.drift.KnownGround;
import org.penumbra.drift.Region;
import org.penumbra.drift.TwoSamples;
import org.penumbra.jobs.Models;
import org.penumbra.jobs.embed.ExampleVectors;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Partitions;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.policy.Policy;
import org.penumbra.redact.Redactor;
import org.penumbra.report.DriftReport;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.Settings;

/**
 * Draws from a snapshot and from the run, scores both by one student, and compares. Memory is that
 * of the two samples, however large the snapshot is.
 */
final class SnapshotComparison {

  private static final int LEAST_ITEMS = 100;
  private static final int EXAMPLES = 3;

  /** Rows of a task that looks for neighbours. */
  private static final int BLOCK = 1024;

  private final RunContext context;
  private final Reference reference;
  private final EncoderSpec encoder;
  private final StageRun run;

  SnapshotComparison(RunContext context, Reference reference, EncoderSpec encoder, StageRun run) {
    this.context = context;
    this.reference = reference;
    this.encoder = encoder;
    this.run = run;
  }

  /**
   * Compares.
   *
   * @throws org.penumbra.UserException where a side has too few items
   */
  Compared with(Snapshot snapshot) {
    Settings settings = context.settings();
    run.describe("draw from the run");
    List<ScoredItem> ofRun = reference.draw(settings.drift().referenceSample());
    requireEnough("the run's pool", ofRun.size());
    run.describe("draw from the snapshot");
    Drawn drawn = snapshot.draw(settings.drift().sample());
    run.describe("encode and score the snapshot");
    List<ScoredItem> ofSnapshot = score(drawn.items());
    requireEnough(snapshot.input().dataset(), ofSnapshot.size());
    List<ScoredItem> all = new ArrayList<>(ofRun);
    all.addAll(ofSnapshot);
    float[][] vectors = all.stream().map(ScoredItem::vector).toArray(float[][]::new);
    List<Row> clusters = reference.clusters();
    KnownGround known = reference.known(clusters);
    run.describe("neighbours");
    DriftItems items = items(ofRun, ofSnapshot, vectors, known);
    DriftFindings findings =
        new DriftCheck(
                settings.drift().falseAlarmRate(),
                settings.evaluate().confidence(),
                settings.seed())
            .of(items);
    Map<String, String> texts = new HashMap<>();
    drawn.items().forEach(item -> texts.put(item.id(), item.text()));
    DriftReport report =
        new DriftReport(
            snapshot.input().dataset(),
            Models.name(reference.round()),
            drawn.rows(),
            ofSnapshot.size(),
            ofRun.size(),
            settings.drift().falseAlarmRate(),
            settings.evaluate().confidence(),
            findings,
            clusters.stream().map(SnapshotComparison::name).toList(),
            shown(findings, vectors, known, all, texts));
    return new Compared(report, all, texts);
  }

  private DriftItems items(
      List<ScoredItem> ofRun, List<ScoredItem> ofSnapshot, float[][] vectors, KnownGround known) {
    double[] scores =
        IntStream.range(0, vectors.length)
            .mapToDouble(
                i -> (i < ofRun.size() ? ofRun.get(i) : ofSnapshot.get(i - ofRun.size())).score())
            .toArray();
    double[] percentiles = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      percentiles[i] = reference.student().percentiles().of(scores[i]);
    }
    return new DriftItems(
        TwoSamples.of(groups(ofRun), groups(ofSnapshot)),
        scores,
        percentiles,
        reference.student().threshold().cut(),
        new Assignment(new Centroids(known.centroids())).assign(vectors).clusters(),
        known.centroids().length,
        vectors,
        neighbours(vectors),
        reference.rates());
  }

  private List<ScoredItem> score(List<Drawn.Item> items) {
    Settings settings = context.settings();
    Policy policy = context.policy();
    List<String> examples = new ArrayList<>(policy.positiveExamples());
    examples.addAll(policy.negativeExamples());
    JavaSparkContext spark = spark();
    ScoreTexts score =
        new ScoreTexts(
            encoder,
            spark.broadcast(reference.student()),
            ExampleVectors.of(settings, examples),
            settings.pair().nearDuplicate(),
            settings.embedder().storage() == EmbedderSettings.Storage.TINYINT);
    int tasks = Math.max(spark.defaultParallelism(), Partitions.ofCostly(items.size()));
    JavaRDD<Drawn.Item> shared =
        spark.parallelize(items, Math.max(1, Math.min(items.size(), tasks)));
    return ScoredItem.first(shared.mapPartitions(score).collect(), items.size());
  }

  private int[][] neighbours(float[][] vectors) {
    Broadcast<float[][]> all = spark().broadcast(vectors);
    List<Integer> blocks =
        IntStream.iterate(0, from -> from < vectors.length, from -> from + BLOCK).boxed().toList();
    Function<Integer, int[][]> nearest =
        from -> {
          float[][] rows = all.value();
          int to = Math.min(rows.length, from + BLOCK);
          return DriftItems.neighbours(Arrays.copyOfRange(rows, from, to), rows);
        };
    int[][] neighbours =
        spark().parallelize(blocks, blocks.size()).map(nearest).collect().stream()
            .flatMap(Arrays::stream)
            .toArray(int[][]::new);
    all.destroy();
    return neighbours;
  }

  private List<DriftReport.ShownRegion> shown(
      DriftFindings findings,
      float[][] vectors,
      KnownGround known,
      List<ScoredItem> all,
      Map<String, String> texts) {
    Redactor redactor = Redactors.of(context.settings().redact());
    List<DriftReport.ShownRegion> shown = new ArrayList<>();
    for (Region region : findings.regions()) {
      List<String> examples =
          region.examples(vectors, context.settings().pair().nearDuplicate(), EXAMPLES).stream()
              .map(member -> redactor.redact(texts.get(all.get(member).id())))
              .toList();
      shown.add(new DriftReport.ShownRegion(region, known.of(region, vectors), examples));
    }
    return shown;
  }

  private static List<String> groups(List<ScoredItem> items) {
    List<String> groups = new ArrayList<>();
    items.forEach(item -> groups.add(item.group()));
    return groups;
  }

  private static String name(Row cluster) {
    return (cluster.getInt(0) == 1 ? "positive" : "negative") + " cluster " + cluster.getInt(1);
  }

  private static void requireEnough(String what, int found) {
    if (found < LEAST_ITEMS) {
      throw Errors.driftTooFewItems(what, found, LEAST_ITEMS);
    }
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(context.spark().sparkContext());
  }

  /**
   * What came of it.
   *
   * @param report for people
   * @param items of the run and, after them, of the snapshot
   * @param texts of the snapshot's items, by id
   */
  record Compared(DriftReport report, List<ScoredItem> items, Map<String, String> texts) {}
}
