package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.jobs.data.Rows;
import org.penumbra.pair.EmbeddedItem;

/** Leaves out the items without neighbours. */
public final class DenseItems implements MapPartitionsFunction<Row, Row> {

  private static final int CHUNK = 4096;

  private final Broadcast<DensityGuard> guard;

  public DenseItems(Broadcast<DensityGuard> guard) {
    this.guard = guard;
  }

  /**
   * Rows of {@link Item}.
   *
   * @param members id, label, cluster, score, vector
   */
  @Override
  public Iterator<Row> call(Iterator<Row> members) {
    return new Chunked<>() {
      @Override
      protected List<Row> chunk() {
        List<Row> dense = new ArrayList<>();
        while (dense.isEmpty() && members.hasNext()) {
          addDense(members, dense);
        }
        return dense;
      }
    };
  }

  private void addDense(Iterator<Row> members, List<Row> dense) {
    List<Item> items = new ArrayList<>();
    while (items.size() < CHUNK && members.hasNext()) {
      Row row = members.next();
      items.add(
          new Item(
              row.getString(0),
              row.getInt(1),
              row.getInt(2),
              row.getDouble(3),
              Rows.floats(row, 4)));
    }
    Set<String> kept = new HashSet<>();
    for (EmbeddedItem item : guard.value().dense(items.stream().map(Item::embedded).toList())) {
      kept.add(item.id());
    }
    items.stream().filter(item -> kept.contains(item.id())).map(Item::row).forEach(dense::add);
  }
}
