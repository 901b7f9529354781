package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.pair.Shelf;
import org.penumbra.pair.Shelves;

/** Sends each negative to its shelf, and each positive to those it is looked up in. */
final class ShelfRouting implements MapPartitionsFunction<Row, Row> {

  /** What {@link Item} has, behind the shelf and a random number of the item's. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "shelf_cluster INT, shelf_part INT, random DOUBLE, id STRING, label INT, cluster INT,"
              + " score DOUBLE, vector BINARY");

  private static final int CHUNK = 2048;
  private static final String PURPOSE = "shelf";

  private final Broadcast<Shelves> shelves;
  private final long seed;

  ShelfRouting(Broadcast<Shelves> shelves, long seed) {
    this.shelves = shelves;
    this.seed = seed;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> items) {
    return new Chunked<>() {
      @Override
      protected List<Row> chunk() {
        List<Row> routed = new ArrayList<>();
        while (routed.isEmpty() && items.hasNext()) {
          addRouted(items, routed);
        }
        return routed;
      }
    };
  }

  private void addRouted(Iterator<Row> items, List<Row> routed) {
    SortedMap<Integer, List<Row>> positives = new TreeMap<>();
    for (int i = 0; i < CHUNK && items.hasNext(); i++) {
      Row row = items.next();
      Item item = Item.of(row);
      if (item.label() == 1) {
        positives.computeIfAbsent(item.cluster(), cluster -> new ArrayList<>()).add(row);
      } else if (shelves.value().holds(item.cluster())) {
        routed.add(on(shelves.value().of(item.cluster(), item.id(), item.vector()), row));
      }
    }
    positives.forEach((cluster, rows) -> addLookedUp(cluster, rows, routed));
  }

  private void addLookedUp(int cluster, List<Row> positives, List<Row> routed) {
    float[][] vectors =
        positives.stream().map(row -> Item.of(row).vector()).toArray(float[][]::new);
    List<List<Shelf>> lookedUp = shelves.value().lookedUp(cluster, vectors);
    for (int i = 0; i < vectors.length; i++) {
      for (Shelf shelf : lookedUp.get(i)) {
        routed.add(on(shelf, positives.get(i)));
      }
    }
  }

  private Row on(Shelf shelf, Row item) {
    return RowFactory.create(
        shelf.cluster(),
        shelf.part(),
        StableHash.unit(seed, PURPOSE, item.getString(0)),
        item.get(0),
        item.get(1),
        item.get(2),
        item.get(3),
        item.get(4));
  }
}
