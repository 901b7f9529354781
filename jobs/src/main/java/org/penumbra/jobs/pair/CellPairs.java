package org.penumbra.jobs.pair;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.Rows;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;
import org.penumbra.pair.PairFinder;
import scala.Tuple2;

/**
 * Brings the items of overlapping clusters together, a positive cluster at a time, and pairs them.
 */
public final class CellPairs implements Serializable {

  private final TreeMap<Integer, TreeSet<Integer>> negativesOf = new TreeMap<>();
  private final TreeMap<Integer, TreeSet<Integer>> positivesOf = new TreeMap<>();
  private final Broadcast<DensityGuard> guard;
  private final int neighbours;
  private final double nearDuplicate;

  /**
   * @param cells negative clusters by the positive cluster they overlap
   * @param guard keeps out items without neighbours
   * @param neighbours negatives kept for each positive
   * @param nearDuplicate cosine from which items of one label count as one
   */
  public CellPairs(
      SortedMap<Integer, SortedSet<Integer>> cells,
      Broadcast<DensityGuard> guard,
      int neighbours,
      double nearDuplicate) {
    cells.forEach(
        (positive, negatives) -> {
          negativesOf.put(positive, new TreeSet<>(negatives));
          negatives.forEach(
              negative ->
                  positivesOf.computeIfAbsent(negative, n -> new TreeSet<>()).add(positive));
        });
    this.guard = guard;
    this.neighbours = neighbours;
    this.nearDuplicate = nearDuplicate;
  }

  /**
   * Rows of the pairs dataset.
   *
   * @param members id, label, cluster, score, vector
   */
  public JavaRDD<Row> find(Dataset<Row> members) {
    return members
        .toJavaRDD()
        .mapPartitions(this::dense)
        .flatMapToPair(this::byPositiveCluster)
        .groupByKey()
        .flatMap(group -> pairs(group._1(), group._2()));
  }

  private Iterator<Member> dense(Iterator<Row> rows) {
    List<Member> members = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      Map<Integer, TreeSet<Integer>> cells = row.getInt(1) == 1 ? negativesOf : positivesOf;
      if (cells.containsKey(row.getInt(2))) {
        members.add(
            new Member(
                row.getString(0),
                row.getInt(1),
                row.getInt(2),
                row.getDouble(3),
                Rows.floats(row, 4)));
      }
    }
    TreeSet<String> dense = new TreeSet<>();
    guard
        .value()
        .dense(members.stream().map(Member::item).toList())
        .forEach(item -> dense.add(item.id()));
    return members.stream().filter(member -> dense.contains(member.id())).iterator();
  }

  private Iterator<Tuple2<Integer, Member>> byPositiveCluster(Member member) {
    if (member.label() == 1) {
      return List.of(new Tuple2<>(member.cluster(), member)).iterator();
    }
    return positivesOf.get(member.cluster()).stream()
        .map(positive -> new Tuple2<>(positive, member))
        .iterator();
  }

  private Iterator<Row> pairs(int positiveCluster, Iterable<Member> members) {
    List<EmbeddedItem> positives = new ArrayList<>();
    SortedMap<Integer, List<EmbeddedItem>> negatives = new TreeMap<>();
    for (Member member : members) {
      if (member.label() == 1) {
        positives.add(member.item());
      } else {
        negatives.computeIfAbsent(member.cluster(), n -> new ArrayList<>()).add(member.item());
      }
    }
    List<EmbeddedItem> distinctPositives = distinct(positives);
    PairFinder finder = new PairFinder(new ExactNeighbours(), neighbours);
    List<Pair> pairs = new ArrayList<>();
    negatives.forEach(
        (negativeCluster, items) ->
            pairs.addAll(
                finder.inCell(
                    "p" + positiveCluster + "-n" + negativeCluster,
                    distinctPositives,
                    distinct(items))));
    return finder.merge(pairs).stream().map(CellPairs::row).iterator();
  }

  /** One item of each group of near-duplicates: the one with the smallest id. */
  private List<EmbeddedItem> distinct(List<EmbeddedItem> items) {
    Map<String, String> representatives = new NearDuplicates(nearDuplicate).representatives(items);
    return items.stream().filter(item -> representatives.get(item.id()).equals(item.id())).toList();
  }

  private static Row row(Pair pair) {
    return RowFactory.create(
        pair.pairId(),
        pair.positiveId(),
        pair.negativeId(),
        pair.rank(),
        pair.similarity(),
        pair.cell(),
        pair.positiveScore(),
        pair.negativeScore());
  }

  @SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
  private record Member(String id, int label, int cluster, double score, float[] vector)
      implements Serializable {

    EmbeddedItem item() {
      return new EmbeddedItem(id, vector, score);
    }
  }
}
