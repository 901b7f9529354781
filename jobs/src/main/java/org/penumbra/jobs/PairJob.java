package org.penumbra.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.penumbra.cluster.Overlap;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.pair.CellPairs;
import org.penumbra.jobs.pair.CellRecall;
import org.penumbra.jobs.pair.Cells;
import org.penumbra.jobs.pair.DenseItems;
import org.penumbra.jobs.pair.DensityGuard;
import org.penumbra.jobs.pair.Item;
import org.penumbra.jobs.pair.LshHashes;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.pair.DivisionRule;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.Shelves;
import org.penumbra.settings.PairSettings;

/** Finds the nearest opposite-label neighbours inside overlapping clusters. */
public final class PairJob {

  private static final String PURPOSE = "density";
  private static final int DENSITY_SAMPLE = 1000;

  private final RunContext context;
  private final StageId id;

  public PairJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.PAIR);
  }

  /** Writes pairs. */
  public StageResult run() {
    Dependencies dependencies = new Dependencies(context, id).settings("pair", "seed");
    StageId clusterStage = new StageId(id.round(), StageName.CLUSTER);
    List<Manifest> thresholds = dependencies.read(clusterStage, RunDataset.THRESHOLDS);
    List<Manifest> clusters = dependencies.read(clusterStage, RunDataset.CLUSTERS);
    List<Manifest> overlaps = dependencies.read(clusterStage, RunDataset.OVERLAPS);
    List<Manifest> centroids = dependencies.read(clusterStage, RunDataset.CENTROIDS);
    List<Manifest> scores =
        dependencies.read(new StageId(id.round(), StageName.SCAN), RunDataset.SCORES);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    return new Stages(context)
        .run(
            dependencies,
            run -> pair(run, thresholds, clusters, overlaps, centroids, scores, vectors));
  }

  private void pair(
      StageRun run,
      List<Manifest> thresholds,
      List<Manifest> clusters,
      List<Manifest> overlaps,
      List<Manifest> centroids,
      List<Manifest> scores,
      List<Manifest> vectors) {
    PairSettings settings = context.settings().pair();
    double nearCut =
        context
            .data()
            .read(RunDataset.THRESHOLDS, thresholds)
            .collectAsList()
            .get(0)
            .getAs("near_cut");
    Cells cells = new Cells(overlapping(overlaps), negativeCentroids(centroids));
    Dataset<Row> labelled =
        context
            .data()
            .read(RunDataset.CLUSTERS, clusters)
            .join(context.data().read(RunDataset.SCORES, scores).select("id", "score"), "id")
            .where(col("label").equalTo(1).or(col("score").geq(nearCut)))
            .select("id", "label", "cluster", "score");
    Dataset<Row> embedded =
        context.data().read(RunDataset.EMBEDDINGS, vectors).select("id", "vector");
    run.describe("sample for density");
    DensityGuard guard =
        DensityGuard.of(densitySample(labelled, embedded, clusters), settings.sparsestShare());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    run.describe("leave out items without neighbours");
    // Read several times, joined once.
    Dataset<Row> items =
        labelled
            .join(embedded, "id")
            .mapPartitions(new DenseItems(spark.broadcast(guard)), Encoders.row(Item.SCHEMA))
            .persist(StorageLevel.DISK_ONLY());
    try {
      Broadcast<Shelves> shelves =
          spark.broadcast(cells.shelves(items, divisions(cells), settings.mostCells()));
      String found = pair(run, cells, items, shelves);
      run.describe("measure what cells leave out");
      CellRecall recall =
          CellRecall.of(spark, items, shelves, settings.neighbours(), context.settings().seed());
      run.note(
          Double.isNaN(recall.share())
              ? found
              : found
                  + String.format(
                      "; %.1f %% of the nearest negatives of %,d positives lay where these were"
                          + " looked up",
                      100 * recall.share(), recall.positives()));
    } finally {
      items.unpersist();
    }
  }

  /** Returns how many there are, in words. */
  private String pair(StageRun run, Cells cells, Dataset<Row> items, Broadcast<Shelves> shelves) {
    PairSettings settings = context.settings().pair();
    CellPairs cellPairs =
        new CellPairs(
            shelves, settings.neighbours(), settings.nearDuplicate(), context.settings().seed());
    Manifest pairs =
        run.write(
            RunDataset.PAIRS,
            () ->
                cellPairs
                    .find(items)
                    .orderBy(col("similarity").desc(), col("pair_id"))
                    .limit(settings.maxPairs()));
    if (pairs.rows() == 0) {
      run.warn("no pair passed the guards; the batch will be filled by score");
    }
    return String.format("%,d pairs in %,d overlapping cells", pairs.rows(), cells.count());
  }

  private DivisionRule divisions(Cells cells) {
    LshHashes hashes =
        LshHashes.draw(
            context.spark(),
            cells.centroids()[0].length,
            DivisionRule.MOST_BITS,
            context.settings().seed());
    return new DivisionRule(context.settings().pair().exactProducts(), hashes);
  }

  /** Unit centroids of the negative clusters, in order of their numbers. */
  private float[][] negativeCentroids(List<Manifest> centroids) {
    return context
        .data()
        .read(RunDataset.CENTROIDS, centroids)
        .where("label = 0")
        .select("cluster", "vector")
        .orderBy("cluster")
        .collectAsList()
        .stream()
        .map(row -> Rows.floats(row, 1))
        .toArray(float[][]::new);
  }

  /** Negative clusters by the positive cluster they overlap. */
  private SortedMap<Integer, SortedSet<Integer>> overlapping(List<Manifest> overlaps) {
    SortedMap<Integer, SortedSet<Integer>> cells = new TreeMap<>();
    String apart = Overlap.Relation.APART.name().toLowerCase(Locale.ROOT);
    for (Row row :
        context
            .data()
            .read(RunDataset.OVERLAPS, overlaps)
            .where(col("relation").notEqual(apart))
            .select("positive_cluster", "negative_cluster")
            .collectAsList()) {
      cells.computeIfAbsent(row.getInt(0), cluster -> new TreeSet<>()).add(row.getInt(1));
    }
    return cells;
  }

  private List<EmbeddedItem> densitySample(
      Dataset<Row> labelled, Dataset<Row> embedded, List<Manifest> clusters) {
    long items = clusters.stream().mapToLong(Manifest::rows).sum();
    Column drawn =
        HashSample.random(context.settings().seed(), PURPOSE)
            .lt(HashSample.bound(DENSITY_SAMPLE, items));
    List<EmbeddedItem> sample = new ArrayList<>();
    for (Row row :
        labelled
            .where(drawn)
            .join(embedded.where(drawn), "id")
            .select("id", "score", "vector")
            .collectAsList()) {
      sample.add(new EmbeddedItem(row.getString(0), Rows.floats(row, 2), row.getDouble(1)));
    }
    return sample;
  }
}
