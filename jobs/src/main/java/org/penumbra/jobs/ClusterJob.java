package org.penumbra.jobs;

import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Errors;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.DistanceHistogram;
import org.penumbra.cluster.Overlap;
import org.penumbra.cluster.OverlapFormula;
import org.penumbra.cluster.OverlapStatistics;
import org.penumbra.cluster.SampledItem;
import org.penumbra.jobs.cluster.AssignClusters;
import org.penumbra.jobs.cluster.ClassSample;
import org.penumbra.jobs.cluster.ClassSizes;
import org.penumbra.jobs.cluster.MemberDistances;
import org.penumbra.jobs.cluster.MllibClusterer;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.score.Threshold;
import org.penumbra.settings.ClusterSettings;

/**
 * Clusters predicted positives and negatives apart and says which clusters overlap: there the model
 * is confused. K-means is fitted on a bounded sample, then all items are assigned.
 */
public final class ClusterJob {

  private final RunContext context;
  private final StageId id;

  public ClusterJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.CLUSTER);
  }

  /** Writes thresholds, clusters, centroids and overlaps. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id).settings("cluster", "pair.negative-share", "seed");
    List<Manifest> scores =
        dependencies.read(new StageId(id.round(), StageName.SCAN), RunDataset.SCORES);
    List<Manifest> vectors = vectors(dependencies);
    Thresholding thresholding = Thresholding.of(context, dependencies, id.round());
    return new Stages(context)
        .run(
            dependencies,
            run -> {
              requireItems(scores);
              cluster(run, scores, vectors, thresholding.threshold());
            });
  }

  /** There is no cut through nothing. */
  static void requireItems(List<Manifest> scores) {
    if (scores.stream().allMatch(manifest -> manifest.rows() == 0)) {
      throw Errors.emptyPool();
    }
  }

  private List<Manifest> vectors(Dependencies dependencies) {
    dependencies.read(new StageId(id.round(), StageName.EMBED), RunDataset.EMBEDDINGS);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    dependencies.model("encoder", modelHash);
    return Embeddings.manifests(context.store(), modelHash, id.round());
  }

  private void cluster(
      StageRun run, List<Manifest> scored, List<Manifest> embedded, Threshold threshold) {
    ClusterSettings settings = context.settings().cluster();
    Dataset<Row> scores = Embeddings.scored(context.data(), scored, embedded);
    run.describe("count both classes");
    ClassSizes sizes =
        ClassSizes.of(scores, threshold.cut(), context.settings().pair().negativeShare());
    if (sizes.positives() == 0 || sizes.negatives() == 0) {
      throw Errors.oneClassOnly(sizes.positives(), sizes.negatives(), threshold.cut());
    }
    writeThreshold(run, scores, threshold, sizes);
    Dataset<Row> vectors =
        context.data().read(RunDataset.EMBEDDINGS, embedded).select("id", "vector");
    int positiveCount = count(sizes.positives(), settings.positiveItemsPerCluster());
    int negativeCount = count(sizes.negatives(), settings.negativeItemsPerCluster());
    run.describe("sample both classes");
    int most = Math.max(positiveCount, negativeCount);
    int size = Math.max(fitSample(most), edgeSample(most));
    ClassSample sample =
        new ClassSample(scores, vectors, threshold.cut(), sizes, size, context.settings().seed());
    run.describe("fit clusters");
    // The two fits run at once: each is one partition, so each keeps one core busy.
    CompletableFuture<Centroids> fitted =
        CompletableFuture.supplyAsync(
            () -> fit(sample.positives(fitSample(positiveCount)), positiveCount));
    Centroids negatives = fit(sample.negatives(fitSample(negativeCount)), negativeCount);
    Centroids positives = fitted.join();
    Dataset<Row> items = scores.select("id", "score").join(vectors, "id");
    Manifest assigned = assign(run, items, threshold.cut(), positives, negatives);
    // What was just written is read back: the distances are there, and cost no second product.
    run.describe("measure clusters");
    MemberDistances distances =
        new MemberDistances(
            context.data().read(RunDataset.CLUSTERS, List.of(assigned)),
            positives.count(),
            negatives.count());
    writeCentroids(run, positives, negatives, distances);
    List<Overlap> overlaps = overlaps(sample, positives, negatives, distances);
    writeOverlaps(run, overlaps);
    long overlapping = overlaps.stream().filter(Overlap::paired).count();
    run.count("overlapping", overlapping);
    run.note(
        String.format(
            "%,d positives in %d clusters, %,d negatives in %d, %,d of %,d cells overlap",
            sizes.positives(),
            positives.count(),
            sizes.negatives(),
            negatives.count(),
            overlapping,
            overlaps.size()));
  }

  private int count(long classSize, int itemsPerCluster) {
    ClusterSettings settings = context.settings().cluster();
    return new ClusterCount(itemsPerCluster, settings.kMin(), settings.kMax())
        .forClassSize(classSize);
  }

  private int fitSample(int clusters) {
    return ClusterCount.fitSample(clusters, context.settings().cluster().fitSample());
  }

  private int edgeSample(int clusters) {
    return ClusterCount.edgeSample(clusters, context.settings().cluster().edgeSample());
  }

  private Centroids fit(List<ClassSample.Member> sample, int k) {
    float[][] rows = sample.stream().map(ClassSample.Member::vector).toArray(float[][]::new);
    return new MllibClusterer(context.spark(), context.settings().cluster().iterations())
        .fit(rows, k, context.settings().seed())
        .normalised();
  }

  private Manifest assign(
      StageRun run, Dataset<Row> items, double cut, Centroids positives, Centroids negatives) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    Broadcast<float[][]> positiveRows = spark.broadcast(positives.rows());
    Broadcast<float[][]> negativeRows = spark.broadcast(negatives.rows());
    return run.write(
        RunDataset.CLUSTERS,
        () ->
            items.mapPartitions(
                new AssignClusters(cut, positiveRows, negativeRows),
                Encoders.row(RunDataset.CLUSTERS.schema())));
  }

  private List<Overlap> overlaps(
      ClassSample sample, Centroids positives, Centroids negatives, MemberDistances distances) {
    ClusterSettings settings = context.settings().cluster();
    OverlapStatistics statistics =
        OverlapStatistics.of(
            positives,
            negatives,
            distances.positives(),
            distances.negatives(),
            sampled(sample.positives(edgeSample(positives.count())), positives),
            sampled(sample.negatives(edgeSample(negatives.count())), negatives),
            settings.edgeNeighbours());
    return new OverlapFormula(settings.minLift(), settings.minEdges()).overlaps(statistics);
  }

  private static List<SampledItem> sampled(List<ClassSample.Member> members, Centroids centroids) {
    float[][] rows = members.stream().map(ClassSample.Member::vector).toArray(float[][]::new);
    int[] clusters = new Assignment(centroids).assign(rows).clusters();
    List<SampledItem> sampled = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      sampled.add(new SampledItem(members.get(i).id(), rows[i], clusters[i]));
    }
    return sampled;
  }

  private void writeThreshold(
      StageRun run, Dataset<Row> scores, Threshold threshold, ClassSizes sizes) {
    String scorer = scores.agg(min("scorer")).collectAsList().get(0).getString(0);
    Row row =
        RowFactory.create(
            context.policy().id(),
            scorer,
            threshold.cut(),
            sizes.nearCut(),
            threshold.prevalence().estimate(),
            threshold.prevalence().low(),
            threshold.prevalence().high(),
            threshold.method());
    run.write(RunDataset.THRESHOLDS, () -> frame(List.of(row), RunDataset.THRESHOLDS));
  }

  private void writeCentroids(
      StageRun run, Centroids positives, Centroids negatives, MemberDistances distances) {
    List<Row> rows = new ArrayList<>();
    addCentroids(rows, 1, positives, distances.positives());
    addCentroids(rows, 0, negatives, distances.negatives());
    run.write(RunDataset.CENTROIDS, () -> frame(rows, RunDataset.CENTROIDS));
  }

  private static void addCentroids(
      List<Row> rows, int label, Centroids centroids, DistanceHistogram[] distances) {
    for (int i = 0; i < centroids.count(); i++) {
      rows.add(
          RowFactory.create(
              label, i, distances[i].items(), distances[i].radius(), centroids.rows()[i]));
    }
  }

  private void writeOverlaps(StageRun run, List<Overlap> overlaps) {
    List<Row> rows = new ArrayList<>();
    for (Overlap overlap : overlaps) {
      rows.add(
          RowFactory.create(
              overlap.positiveCluster(),
              overlap.negativeCluster(),
              overlap.overlap(),
              overlap.overlapError(),
              overlap.relation().name().toLowerCase(Locale.ROOT),
              overlap.centroidDistance(),
              overlap.positiveRadius(),
              overlap.negativeRadius(),
              overlap.positiveLift().edges(),
              overlap.negativeLift().edges(),
              overlap.positiveLift().value(),
              overlap.negativeLift().value(),
              overlap.positiveLift().error(),
              overlap.negativeLift().error()));
    }
    run.write(RunDataset.OVERLAPS, () -> frame(rows, RunDataset.OVERLAPS));
  }

  private Dataset<Row> frame(List<Row> rows, RunDataset dataset) {
    return context.data().frame(rows, dataset);
  }
}
