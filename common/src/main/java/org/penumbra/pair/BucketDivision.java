package org.penumbra.pair;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Parts by locality-sensitive hashing: a bit for each hash function, set from the value that the
 * cluster's centroid has, so that each bit parts the cluster in about equal halves; a part is the
 * items with the same bits. A positive is looked up in the parts whose differing bits are the ones
 * it is least sure of, its own first (multi-probe, after Lv et al. 2007, VLDB, section 4.3: the
 * score of a part is the sum of the squared distances to the borders crossed).
 *
 * <p>Approximate: a neighbour on the far side of a border that is not crossed is missed.
 */
public final class BucketDivision implements Division {

  /** Hash functions of one kind, whole numbers each. */
  @FunctionalInterface
  public interface Hashes extends Serializable {

    /** A vector's value under each function; alike vectors have close values. */
    int[] of(float[] vector);
  }

  private final Hashes hashes;
  private final int[] borders;
  private final int bits;
  private final int probes;

  /**
   * A division into at most 2^bits parts.
   *
   * @param hashes at least as many functions as bits
   * @param centroid of the cluster that is divided
   * @param bits at most 20
   * @param probes parts a positive is looked up in, at least 1
   */
  public BucketDivision(Hashes hashes, float[] centroid, int bits, int probes) {
    this.hashes = hashes;
    this.borders = hashes.of(centroid);
    this.bits = bits;
    this.probes = Math.min(probes, 1 << bits);
  }

  @Override
  public int partOf(String id, float[] vector) {
    return key(hashes.of(vector));
  }

  @Override
  public int[] partsFor(float[] positive) {
    int[] values = hashes.of(positive);
    int own = key(values);
    List<Border> sorted = new ArrayList<>(bits);
    for (int bit = 0; bit < bits; bit++) {
      double distance = values[bit] - borders[bit] + 0.5;
      sorted.add(new Border(bit, distance * distance));
    }
    sorted.sort(Comparator.comparingDouble(Border::cost).thenComparingInt(Border::bit));
    int[] parts = new int[probes];
    parts[0] = own;
    PriorityQueue<Crossing> open = new PriorityQueue<>(Crossing.CHEAPEST_FIRST);
    if (probes > 1) {
      open.add(new Crossing(1 << sorted.get(0).bit(), 0, sorted.get(0).cost()));
    }
    for (int i = 1; i < probes; i++) {
      Crossing next = open.remove();
      parts[i] = own ^ next.crossed();
      int last = next.last();
      if (last + 1 < bits) {
        Border further = sorted.get(last + 1);
        int bit = 1 << further.bit();
        Border replaced = sorted.get(last);
        open.add(new Crossing(next.crossed() | bit, last + 1, next.cost() + further.cost()));
        open.add(
            new Crossing(
                (next.crossed() ^ (1 << replaced.bit())) | bit,
                last + 1,
                next.cost() - replaced.cost() + further.cost()));
      }
    }
    return parts;
  }

  @Override
  public boolean capped() {
    return true;
  }

  private int key(int[] values) {
    int key = 0;
    for (int bit = 0; bit < bits; bit++) {
      key |= values[bit] >= borders[bit] ? 1 << bit : 0;
    }
    return key;
  }

  private record Border(int bit, double cost) {}

  /**
   * A set of borders crossed at once.
   *
   * @param crossed their bits
   * @param last the most expensive of them, by its place in the order of costs
   * @param cost of all
   */
  private record Crossing(int crossed, int last, double cost) {
    static final Comparator<Crossing> CHEAPEST_FIRST =
        Comparator.comparingDouble(Crossing::cost).thenComparingInt(Crossing::crossed);
  }
}
