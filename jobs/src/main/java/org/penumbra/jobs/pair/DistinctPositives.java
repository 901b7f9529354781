package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.pair.Shelf;

/**
 * One positive of each group of near-duplicates in a cluster. A cluster too large for a task's
 * memory is taken in slices, so that duplicates in two slices both stay.
 */
final class DistinctPositives implements MapPartitionsFunction<Row, Row> {

  private final Distinct distinct;

  DistinctPositives(Distinct distinct) {
    this.distinct = distinct;
  }

  /**
   * Rows of {@link Item}.
   *
   * @param positives the same, by cluster and id
   */
  @Override
  public Iterator<Row> call(Iterator<Row> positives) {
    return new Chunked<>() {

      private Item next = read();

      @Override
      protected List<Row> chunk() {
        List<Item> slice = new ArrayList<>();
        int cluster = next == null ? -1 : next.cluster();
        while (next != null && next.cluster() == cluster && slice.size() < Shelf.ITEMS) {
          slice.add(next);
          next = read();
        }
        return distinct.of(slice).stream().map(Item::row).toList();
      }

      private Item read() {
        return positives.hasNext() ? Item.of(positives.next()) : null;
      }
    };
  }
}
