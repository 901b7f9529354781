package org.penumbra.jobs.drift;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Of a part of a snapshot, the items whose random numbers are smallest: an item has one number, so
 * that a text that comes many times is drawn no sooner.
 *
 * @param items in ascending order of their numbers
 * @param complete whether they are all that the part has
 * @param rows read
 */
public record Drawn(List<Item> items, boolean complete, long rows) implements Serializable {

  /**
   * An item of a snapshot.
   *
   * @param number in [0, 1), for good
   * @param id of the item
   * @param group or null
   * @param text or its beginning
   */
  public record Item(double number, String id, String group, String text) implements Serializable {

    private static final Comparator<Item> SMALLEST_FIRST =
        Comparator.comparingDouble(Item::number).thenComparing(Item::id);
  }

  /** The draw from one part. */
  static final class Draw {

    private final int most;
    private final TreeSet<Item> items = new TreeSet<>(Item.SMALLEST_FIRST);
    private boolean complete = true;
    private long rows;

    Draw(int most) {
      this.most = most;
    }

    /** Reads a row that is no item. */
    void skip() {
      rows++;
    }

    /** Whether an item with this number would be among the smallest. */
    boolean wants(double number) {
      return items.size() < most || number <= items.last().number();
    }

    /** Reads an item that is not. */
    void pass() {
      rows++;
      complete = false;
    }

    /** Reads an item. */
    void add(Item item) {
      rows++;
      items.add(item);
      if (items.size() > most) {
        items.pollLast();
        complete = false;
      }
    }

    Drawn drawn() {
      return new Drawn(new ArrayList<>(items), complete, rows);
    }
  }

  /**
   * Of all parts. Where one may lack an item, no larger numbers are taken of the others: so each
   * item has the same chance, wherever it lies.
   */
  static Drawn of(List<Drawn> parts, int most) {
    double below =
        parts.stream()
            .filter(part -> !part.complete)
            .mapToDouble(part -> part.items.get(part.items.size() - 1).number())
            .min()
            .orElse(1);
    TreeSet<Item> all = new TreeSet<>(Item.SMALLEST_FIRST);
    parts.forEach(
        part -> part.items.stream().filter(item -> item.number() <= below).forEach(all::add));
    List<Item> items = all.stream().limit(most).toList();
    boolean complete = below == 1 && items.size() == all.size();
    return new Drawn(items, complete, parts.stream().mapToLong(Drawn::rows).sum());
  }
}
