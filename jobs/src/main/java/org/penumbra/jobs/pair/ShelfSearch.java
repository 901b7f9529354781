package org.penumbra.jobs.pair;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.Neighbour;
import org.penumbra.pair.Shelf;
import org.penumbra.pair.Shelves;

/**
 * Compares the positives that are looked up in a shelf with all of its negatives. The negatives
 * come first and are held; the positives pass by, so that memory does not grow with their number.
 */
final class ShelfSearch implements MapPartitionsFunction<Row, Row> {

  private static final int CHUNK = 2048;

  private final Broadcast<Shelves> shelves;
  private final Distinct distinct;
  private final int neighbours;

  ShelfSearch(Broadcast<Shelves> shelves, Distinct distinct, int neighbours) {
    this.shelves = shelves;
    this.distinct = distinct;
    this.neighbours = neighbours;
  }

  /**
   * Rows of {@link Nearest}.
   *
   * @param routed rows of {@link ShelfRouting}, by shelf, label and random number
   */
  @Override
  public Iterator<Row> call(Iterator<Row> routed) {
    return new Search(routed);
  }

  private final class Search extends Chunked<Row> {

    private final Iterator<Row> routed;
    private Row next;
    private Shelf shelf;
    private List<EmbeddedItem> negatives = List.of();

    Search(Iterator<Row> routed) {
      this.routed = routed;
      advance();
    }

    @Override
    protected List<Row> chunk() {
      List<Row> found = new ArrayList<>();
      while (found.isEmpty() && next != null) {
        if (!shelf(next).equals(shelf)) {
          shelf = shelf(next);
          negatives = distinctNegatives();
        }
        addNearest(found);
      }
      return found;
    }

    private List<EmbeddedItem> distinctNegatives() {
      boolean capped = shelves.value().capped(shelf);
      List<Item> held = new ArrayList<>();
      while (here() && label(next) == 0) {
        if (!capped || held.size() < Shelf.ITEMS) {
          held.add(item(next));
        }
        advance();
      }
      return distinct.of(held).stream().map(Item::embedded).toList();
    }

    private void addNearest(List<Row> found) {
      List<Item> positives = new ArrayList<>();
      while (here() && positives.size() < CHUNK) {
        positives.add(item(next));
        advance();
      }
      if (negatives.isEmpty()) {
        return;
      }
      List<List<Neighbour>> nearest =
          new ExactNeighbours()
              .nearest(positives.stream().map(Item::embedded).toList(), negatives, neighbours);
      for (int i = 0; i < positives.size(); i++) {
        found.add(Nearest.of(positives.get(i), shelf.cluster(), nearest.get(i)).row());
      }
    }

    private boolean here() {
      return next != null && shelf(next).equals(shelf);
    }

    private void advance() {
      next = routed.hasNext() ? routed.next() : null;
    }
  }

  private static Shelf shelf(Row row) {
    return new Shelf(row.getInt(0), row.getInt(1));
  }

  private static int label(Row row) {
    return row.getInt(4);
  }

  private static Item item(Row row) {
    return new Item(
        row.getString(3), label(row), row.getInt(5), row.getDouble(6), Item.floats(row.getAs(7)));
  }
}
