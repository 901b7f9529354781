package org.penumbra.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.cluster.PrincipalAxes;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.report.ExpertAnswers.ItemCluster;
import org.penumbra.jobs.state.StageName;
import org.penumbra.redact.Redactor;
import org.penumbra.report.page.Cell;
import org.penumbra.report.page.PoolMap;
import org.penumbra.report.page.ShownItem;
import org.penumbra.report.page.ShownPair;

/** A round's clusters, pairs and a map of them, with the items they speak of. */
final class PoolPicture {

  /** Cells in the table at most. */
  static final int MOST_CELLS = 40;

  private static final int MAP_POSITIVES = 300;
  private static final int MAP_NEGATIVES = 600;
  private static final int EXAMPLES = 3;
  private static final String APART = "apart";

  private final List<ShownItem> items = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<ShownPair> pairs = new ArrayList<>();
  private final List<Cell> cells;
  private final PoolMap map;

  PoolPicture(SparkSession spark, DoneStages done, int round, long seed, Redactor redactor) {
    ItemSample sample = new ItemSample(spark, done, round, seed);
    ExpertAnswers answers = ExpertAnswers.read(done, round);
    PairSample paired = PairSample.read(spark, done, round);
    Map<Integer, Long> sizes = sample.sizes();
    SortedSet<String> ids = new TreeSet<>();
    paired.pairs().forEach(pair -> ids.addAll(List.of(pair.positive(), pair.negative())));
    ids.addAll(sample.drawn(1, MAP_POSITIVES, sizes.getOrDefault(1, 0L)));
    ids.addAll(sample.drawn(0, MAP_NEGATIVES, sizes.getOrDefault(0, 0L)));
    SortedSet<String> known = new TreeSet<>(ids);
    known.addAll(answers.verdicts().keySet());
    SortedMap<String, ItemCluster> clusters = sample.clusters(known);
    list(redactor.redact(sample.texts(ids)), clusters, sample.scores(ids), answers);
    for (PairSample.Pair pair : paired.pairs()) {
      Integer positive = places.get(pair.positive());
      Integer negative = places.get(pair.negative());
      if (positive != null && negative != null) {
        pairs.add(
            new ShownPair(
                pair.id(), positive, negative, pair.cell(), pair.rank(), pair.similarity()));
      }
    }
    List<Row> centroids = done.rows(RunDataset.CENTROIDS, StageName.CLUSTER, round);
    this.cells =
        cells(
            done.rows(RunDataset.OVERLAPS, StageName.CLUSTER, round),
            centroids,
            answers.byCluster(clusters),
            paired.inCell());
    this.map = map(sample.vectors(ids), centroids, sizes);
  }

  List<ShownItem> items() {
    return items;
  }

  List<ShownPair> pairs() {
    return pairs;
  }

  List<Cell> cells() {
    return cells;
  }

  PoolMap map() {
    return map;
  }

  private void list(
      SortedMap<String, String> texts,
      SortedMap<String, ItemCluster> clusters,
      Map<String, Double> scores,
      ExpertAnswers answers) {
    texts.forEach(
        (id, text) -> {
          ItemCluster cluster = clusters.get(id);
          if (cluster != null) {
            places.put(id, items.size());
            items.add(
                ShownItem.of(
                    id,
                    text,
                    cluster.label(),
                    cluster.cluster(),
                    scores.getOrDefault(id, Double.NaN),
                    answers.given().getOrDefault(id, List.of()),
                    answers.verdicts().get(id)));
          }
        });
  }

  private List<Cell> cells(
      List<Row> overlaps,
      List<Row> centroids,
      Map<ItemCluster, long[]> said,
      Map<String, Long> inCell) {
    Map<ItemCluster, Long> sizes = new HashMap<>();
    centroids.forEach(
        row ->
            sizes.put(
                new ItemCluster(row.getAs("label"), row.getAs("cluster")), row.getAs("items")));
    return overlaps.stream()
        .filter(row -> !APART.equals(row.getAs("relation")))
        .sorted(
            Comparator.comparing((Row row) -> -row.<Double>getAs("overlap"))
                .thenComparing(row -> row.<Integer>getAs("positive_cluster"))
                .thenComparing(row -> row.<Integer>getAs("negative_cluster")))
        .limit(MOST_CELLS)
        .map(row -> cell(row, sizes, said, inCell))
        .toList();
  }

  private Cell cell(
      Row row,
      Map<ItemCluster, Long> sizes,
      Map<ItemCluster, long[]> said,
      Map<String, Long> inCell) {
    ItemCluster positive = new ItemCluster(1, row.getAs("positive_cluster"));
    ItemCluster negative = new ItemCluster(0, row.getAs("negative_cluster"));
    String name = "p" + positive.cluster() + "-n" + negative.cluster();
    List<ShownPair> shown =
        pairs.stream().filter(pair -> pair.cell().equals(name)).limit(EXAMPLES).toList();
    return new Cell(
        name,
        side(
            positive,
            sizes,
            said,
            row.getAs("positive_radius"),
            row.getAs("positive_lift"),
            shown.stream().map(ShownPair::positive).distinct().toList()),
        side(
            negative,
            sizes,
            said,
            row.getAs("negative_radius"),
            row.getAs("negative_lift"),
            shown.stream().map(ShownPair::negative).distinct().toList()),
        row.<Double>getAs("overlap"),
        row.<Double>getAs("overlap_se"),
        row.getAs("relation"),
        row.<Double>getAs("distance"),
        inCell.getOrDefault(name, 0L));
  }

  private static Cell.Side side(
      ItemCluster cluster,
      Map<ItemCluster, Long> sizes,
      Map<ItemCluster, long[]> said,
      double radius,
      double lift,
      List<Integer> examples) {
    long[] counts = said.getOrDefault(cluster, new long[3]);
    return new Cell.Side(
        cluster.cluster(),
        sizes.getOrDefault(cluster, 0L),
        radius,
        lift,
        counts[0],
        counts[1],
        counts[2],
        examples);
  }

  private PoolMap map(
      SortedMap<String, float[]> vectors, List<Row> centroids, Map<Integer, Long> sizes) {
    SortedMap<Integer, float[]> shown = new TreeMap<>();
    vectors.forEach(
        (id, vector) -> {
          if (places.containsKey(id)) {
            shown.put(places.get(id), vector);
          }
        });
    if (shown.isEmpty()) {
      return PoolMap.EMPTY;
    }
    PrincipalAxes axes = PrincipalAxes.of(List.copyOf(shown.values()));
    List<PoolMap.Point> points = new ArrayList<>();
    shown.forEach(
        (item, vector) ->
            points.add(new PoolMap.Point(item, axes.along(0, vector), axes.along(1, vector))));
    List<PoolMap.Centroid> middles = new ArrayList<>();
    for (Row row : centroids) {
      float[] vector = Rows.floats(row, row.fieldIndex("vector"));
      if (row.<Long>getAs("items") > 0) {
        middles.add(
            new PoolMap.Centroid(
                row.getAs("label"),
                row.getAs("cluster"),
                row.getAs("items"),
                axes.along(0, vector),
                axes.along(1, vector)));
      }
    }
    middles.sort(
        Comparator.comparing(PoolMap.Centroid::label).thenComparing(PoolMap.Centroid::cluster));
    return new PoolMap(
        points,
        middles,
        List.of(axes.explained()[0], axes.explained()[1]),
        sizes.getOrDefault(1, 0L),
        sizes.getOrDefault(0, 0L));
  }
}
