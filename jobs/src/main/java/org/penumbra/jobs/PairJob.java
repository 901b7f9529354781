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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.cluster.Overlap;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.pair.CellPairs;
import org.penumbra.jobs.pair.DensityGuard;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.settings.PairSettings;

/**
 * Finds the nearest opposite-label neighbours inside overlapping clusters, exactly, cell by cell: a
 * positive cluster travels with the negatives of all clusters that overlap it.
 */
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
    List<Manifest> scores =
        dependencies.read(new StageId(id.round(), StageName.SCAN), RunDataset.SCORES);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    return new Stages(context)
        .run(dependencies, run -> pair(run, thresholds, clusters, overlaps, scores, vectors));
  }

  private void pair(
      StageRun run,
      List<Manifest> thresholds,
      List<Manifest> clusters,
      List<Manifest> overlaps,
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
    SortedMap<Integer, SortedSet<Integer>> cells = cells(overlaps);
    Dataset<Row> members =
        context
            .data()
            .read(RunDataset.CLUSTERS, clusters)
            .join(context.data().read(RunDataset.SCORES, scores).select("id", "score"), "id")
            .where(col("label").equalTo(1).or(col("score").geq(nearCut)))
            .join(context.data().read(RunDataset.EMBEDDINGS, vectors), "id")
            .select("id", "label", "cluster", "score", "vector");
    run.describe("sample for density");
    List<EmbeddedItem> sample = densitySample(members, clusters);
    DensityGuard guard = DensityGuard.of(sample, settings.sparsestShare());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    Broadcast<DensityGuard> broadcast = spark.broadcast(guard);
    CellPairs cellPairs =
        new CellPairs(cells, broadcast, settings.neighbours(), settings.nearDuplicate());
    Manifest pairs =
        run.write(
            RunDataset.PAIRS,
            () ->
                context
                    .spark()
                    .createDataFrame(cellPairs.find(members), RunDataset.PAIRS.schema())
                    .orderBy(col("similarity").desc(), col("pair_id"))
                    .limit(settings.maxPairs()));
    run.note(
        String.format(
            "%,d pairs in %,d overlapping cells",
            pairs.rows(), cells.values().stream().mapToInt(negatives -> negatives.size()).sum()));
    if (pairs.rows() == 0) {
      run.warn("no pair passed the guards; the batch will be filled by score");
    }
  }

  /** Negative clusters by the positive cluster they overlap. */
  private SortedMap<Integer, SortedSet<Integer>> cells(List<Manifest> overlaps) {
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

  private List<EmbeddedItem> densitySample(Dataset<Row> members, List<Manifest> clusters) {
    long items = clusters.stream().mapToLong(Manifest::rows).sum();
    double bound = HashSample.bound(DENSITY_SAMPLE, items);
    List<EmbeddedItem> sample = new ArrayList<>();
    for (Row row :
        members
            .where(HashSample.random(context.settings().seed(), PURPOSE).lt(bound))
            .select("id", "score", "vector")
            .collectAsList()) {
      sample.add(new EmbeddedItem(row.getString(0), Rows.floats(row, 2), row.getDouble(1)));
    }
    return sample;
  }
}
