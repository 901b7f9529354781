package org.penumbra.jobs.select;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The smallest of many elements by a total order: merges, and never holds more than its size. */
final class Smallest<T extends Serializable> implements Serializable {

  private final int size;
  private final Comparator<T> order;
  private final PriorityQueue<T> kept;

  /**
   * @param order total and serialisable
   */
  Smallest(int size, Comparator<T> order) {
    this.size = size;
    this.order = order;
    this.kept = new PriorityQueue<>(order.reversed());
  }

  void add(T element) {
    if (kept.size() < size) {
      kept.add(element);
    } else if (size > 0 && order.compare(element, kept.peek()) < 0) {
      kept.remove();
      kept.add(element);
    }
  }

  void merge(Smallest<T> other) {
    other.kept.forEach(this::add);
  }

  /** Whether it holds as many as it may, so that others can have been left out. */
  boolean isFull() {
    return kept.size() == size;
  }

  /** In order. */
  List<T> sorted() {
    List<T> sorted = new ArrayList<>(kept);
    sorted.sort(order);
    return sorted;
  }
}
