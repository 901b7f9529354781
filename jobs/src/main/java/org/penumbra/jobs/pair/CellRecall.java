package org.penumbra.jobs.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.penumbra.cluster.NearestRows;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.pair.Shelf;
import org.penumbra.pair.Shelves;

/**
 * What the choice of overlapping cells, made on a sample, and buckets lose: of the true nearest
 * negatives of some positives, found among all items, the share that lie where those are looked up.
 *
 * @param positives how many were tried
 * @param share of their nearest negatives, in [0, 1]; NaN without any
 */
public record CellRecall(int positives, double share) {

  private static final int POSITIVES = 200;
  private static final int CHUNK = 4096;
  private static final String PURPOSE = "recall";
  private static final StructType NEAR =
      StructType.fromDDL("query INT, similarity FLOAT, id STRING, reached BOOLEAN");
  private static final Comparator<Row> CLOSEST_FIRST =
      Comparator.<Row>comparingDouble(row -> -row.getFloat(1))
          .thenComparing(row -> row.getString(2));

  /**
   * Compares some positives, drawn by hash, with all negatives.
   *
   * @param items rows of {@link Item}
   * @param k nearest negatives of each
   */
  public static CellRecall of(
      JavaSparkContext spark, Dataset<Row> items, Broadcast<Shelves> shelves, int k, long seed) {
    Dataset<Row> positives = items.where("label = 1");
    double bound = HashSample.bound(POSITIVES, positives.count());
    List<Item> queries =
        positives.where(HashSample.random(seed, PURPOSE).lt(bound)).collectAsList().stream()
            .map(Item::of)
            .sorted(Comparator.comparing(Item::id))
            .toList();
    List<Set<Shelf>> lookedUp = new ArrayList<>();
    for (Item query : queries) {
      float[][] vector = {query.vector()};
      lookedUp.add(new HashSet<>(shelves.value().lookedUp(query.cluster(), vector).get(0)));
    }
    float[][] vectors = queries.stream().map(Item::vector).toArray(float[][]::new);
    Broadcast<Queries> broadcast = spark.broadcast(new Queries(vectors, lookedUp));
    Row all =
        items
            .where(col("label").equalTo(0))
            .mapPartitions(new Search(broadcast, shelves, k), Encoders.row(NEAR))
            .withColumn(
                "place",
                row_number()
                    .over(Window.partitionBy("query").orderBy(col("similarity").desc(), col("id"))))
            .where(col("place").leq(k))
            .agg(count(lit(1)), count_if(col("reached")))
            .collectAsList()
            .get(0);
    return new CellRecall(queries.size(), (double) all.getLong(1) / all.getLong(0));
  }

  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
  private record Queries(float[][] vectors, List<Set<Shelf>> lookedUp) implements Serializable {}

  private static final class Search implements MapPartitionsFunction<Row, Row> {

    private final Broadcast<Queries> queries;
    private final Broadcast<Shelves> shelves;
    private final int k;

    Search(Broadcast<Queries> queries, Broadcast<Shelves> shelves, int k) {
      this.queries = queries;
      this.shelves = shelves;
      this.k = k;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> negatives) {
      List<List<Row>> nearest = new ArrayList<>();
      for (int q = 0; q < queries.value().vectors().length; q++) {
        nearest.add(new ArrayList<>());
      }
      while (negatives.hasNext()) {
        List<Item> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK && negatives.hasNext()) {
          chunk.add(Item.of(negatives.next()));
        }
        search(chunk, nearest);
      }
      return nearest.stream().flatMap(List::stream).iterator();
    }

    private void search(List<Item> chunk, List<List<Row>> nearest) {
      NearestRows found =
          NearestRows.search(
              queries.value().vectors(),
              chunk.stream().map(Item::vector).toArray(float[][]::new),
              k);
      for (int q = 0; q < nearest.size(); q++) {
        List<Row> ofOne = nearest.get(q);
        for (int i = 0; i < found.rows()[q].length; i++) {
          Item item = chunk.get(found.rows()[q][i]);
          ofOne.add(RowFactory.create(q, found.similarities()[q][i], item.id(), reached(q, item)));
        }
        ofOne.sort(CLOSEST_FIRST);
        ofOne.subList(Math.min(k, ofOne.size()), ofOne.size()).clear();
      }
    }

    private boolean reached(int query, Item negative) {
      return shelves.value().holds(negative.cluster())
          && queries
              .value()
              .lookedUp()
              .get(query)
              .contains(shelves.value().of(negative.cluster(), negative.id(), negative.vector()));
    }
  }
}
