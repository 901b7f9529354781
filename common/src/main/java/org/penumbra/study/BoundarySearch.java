package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.StableHash;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.Clusterer;
import org.penumbra.cluster.DistanceHistogram;
import org.penumbra.cluster.Overlap;
import org.penumbra.cluster.OverlapFormula;
import org.penumbra.cluster.OverlapStatistics;
import org.penumbra.cluster.SampledItem;
import org.penumbra.pair.Density;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.Pair;
import org.penumbra.pair.PairFinder;

/**
 * The stages cluster and pair on a pool that fits in memory: both classes clustered apart, pairs
 * within overlapping clusters, guarded by density. The parts are those of the stages; only the
 * clusterer is another, since MLlib's cannot run inside a task.
 */
public final class BoundarySearch {

  private static final int DENSITY_NEIGHBOUR = 5;
  private static final int DENSITY_SAMPLE = 1000;

  private final Params params;
  private final Clusterer clusterer;
  private final long seed;

  /**
   * As the sections cluster and pair of the settings say.
   *
   * @param positiveClusters how many clusters the predicted positives get
   * @param negativeClusters how many the predicted negatives get
   * @param fitSample fewest items of a class that clusters are fitted on
   * @param edgeSample items of a class whose neighbour edges are counted
   * @param edgeNeighbours edges per item
   * @param formula when clusters overlap
   * @param neighbours negatives kept per positive
   * @param sparsestShare share of items that pair with nothing
   */
  public record Params(
      ClusterCount positiveClusters,
      ClusterCount negativeClusters,
      int fitSample,
      int edgeSample,
      int edgeNeighbours,
      OverlapFormula formula,
      int neighbours,
      double sparsestShare)
      implements Serializable {}

  BoundarySearch(Params params, Clusterer clusterer, long seed) {
    this.params = params;
    this.clusterer = clusterer;
    this.seed = seed;
  }

  /** The pairs of predicted positives and near-boundary negatives, both sorted by id. */
  List<Pair> pairs(List<EmbeddedItem> positives, List<EmbeddedItem> negatives) {
    if (positives.isEmpty() || negatives.isEmpty()) {
      return List.of();
    }
    Side positive = side(positives, params.positiveClusters());
    Side negative = side(negatives, params.negativeClusters());
    OverlapStatistics statistics =
        OverlapStatistics.of(
            positive.centroids(),
            negative.centroids(),
            positive.distances(),
            negative.distances(),
            edgeSample(positive),
            edgeSample(negative),
            params.edgeNeighbours());
    List<EmbeddedItem> all = new ArrayList<>(positives);
    all.addAll(negatives);
    List<EmbeddedItem> sample = sample(all, "density", DENSITY_SAMPLE);
    Density density = new Density(new ExactNeighbours(), DENSITY_NEIGHBOUR, params.sparsestShare());
    double least = density.leastOf(density.of(sample, sample));
    SortedMap<Integer, List<EmbeddedItem>> densePositives = dense(positive, density, sample, least);
    SortedMap<Integer, List<EmbeddedItem>> denseNegatives = dense(negative, density, sample, least);
    PairFinder finder = new PairFinder(new ExactNeighbours(), params.neighbours());
    List<Pair> pairs = new ArrayList<>();
    for (Overlap overlap : params.formula().overlaps(statistics)) {
      if (overlap.paired()) {
        pairs.addAll(
            finder.inCell(
                "p" + overlap.positiveCluster() + "-n" + overlap.negativeCluster(),
                densePositives.getOrDefault(overlap.positiveCluster(), List.of()),
                denseNegatives.getOrDefault(overlap.negativeCluster(), List.of())));
      }
    }
    return finder.merge(pairs);
  }

  private Side side(List<EmbeddedItem> items, ClusterCount count) {
    int k = count.forClassSize(items.size());
    List<EmbeddedItem> fitted = sample(items, "fit", ClusterCount.fitSample(k, params.fitSample()));
    Centroids centroids = clusterer.fit(rows(fitted), k, seed).normalised();
    return new Side(items, centroids, new Assignment(centroids).assign(rows(items)));
  }

  private List<SampledItem> edgeSample(Side side) {
    List<SampledItem> sampled = new ArrayList<>();
    for (int i = 0; i < side.items().size(); i++) {
      EmbeddedItem item = side.items().get(i);
      sampled.add(new SampledItem(item.id(), item.vector(), side.assigned().clusters()[i]));
    }
    int size = ClusterCount.edgeSample(side.centroids().count(), params.edgeSample());
    return sampled.size() <= size
        ? sampled
        : sampled.stream()
            .sorted(Comparator.comparingLong(i -> StableHash.bits(seed, "edges", i.id())))
            .limit(size)
            .toList();
  }

  /** Up to so many items, drawn by hash and sorted by id. */
  private List<EmbeddedItem> sample(List<EmbeddedItem> items, String purpose, int size) {
    return items.size() <= size
        ? items
        : items.stream()
            .sorted(Comparator.comparingLong(i -> StableHash.bits(seed, purpose, i.id())))
            .limit(size)
            .sorted(Comparator.comparing(EmbeddedItem::id))
            .toList();
  }

  private static SortedMap<Integer, List<EmbeddedItem>> dense(
      Side side, Density density, List<EmbeddedItem> sample, double least) {
    double[] densities = density.of(side.items(), sample);
    SortedMap<Integer, List<EmbeddedItem>> dense = new TreeMap<>();
    for (int i = 0; i < densities.length; i++) {
      if (densities[i] >= least) {
        dense
            .computeIfAbsent(side.assigned().clusters()[i], c -> new ArrayList<>())
            .add(side.items().get(i));
      }
    }
    return dense;
  }

  private static float[][] rows(List<EmbeddedItem> items) {
    return items.stream().map(EmbeddedItem::vector).toArray(float[][]::new);
  }

  /** One predicted class, clustered. */
  private record Side(List<EmbeddedItem> items, Centroids centroids, Assignment.Assigned assigned) {

    DistanceHistogram[] distances() {
      return DistanceHistogram.perCluster(assigned, centroids.count());
    }
  }
}
