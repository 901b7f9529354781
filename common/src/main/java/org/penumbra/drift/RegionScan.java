package org.penumbra.drift;

import java.util.Arrays;
import org.penumbra.cluster.NearestRows;

/**
 * The spatial scan statistic with the Bernoulli model (Kulldorff 1997, "A spatial scan statistic",
 * Communications in Statistics: Theory and Methods 26(6)) in the space of embeddings: windows are
 * the 8, 16, 32 and 64 items nearest to any item, and the statistic is the greatest log-likelihood
 * ratio of a window with more of the snapshot's items than its share. What crowds where the
 * reference has little stands out, wherever that is and whatever it says.
 */
final class RegionScan implements TwoSampleStatistic {

  private static final int[] SIZES = {8, 16, 32, 64};
  private static final int LARGEST = SIZES[SIZES.length - 1];

  /** A window holds no more of all items than this, as a larger one would be the whole. */
  private static final int SMALLEST_PART = 2;

  private final int items;
  private final int[] neighbours;
  private final int[] sizes;

  /**
   * A scan of items whose neighbours are known.
   *
   * @param neighbours nearest items of each, nearest first, at least {@link #reach} of them
   */
  RegionScan(int[][] neighbours) {
    this.items = neighbours.length;
    int count = 0;
    while (count < SIZES.length && SIZES[count] <= items / SMALLEST_PART) {
      count++;
    }
    this.sizes = Arrays.copyOf(SIZES, count);
    int reach = count == 0 ? 0 : sizes[count - 1];
    this.neighbours = new int[items * reach];
    for (int item = 0; item < items; item++) {
      System.arraycopy(neighbours[item], 0, this.neighbours, item * reach, reach);
    }
  }

  /** How many nearest items of each are wanted. */
  static int reach() {
    return LARGEST;
  }

  /** The nearest items of some of the items, themselves among them. */
  static int[][] neighbours(float[][] some, float[][] all) {
    return NearestRows.search(some, all, LARGEST).rows();
  }

  @Override
  public double of(byte[] inSnapshot, int snapshotItems) {
    double[][] ratios = ratios(snapshotItems);
    double greatest = 0;
    for (int item = 0; item < items; item++) {
      greatest = Math.max(greatest, best(item, inSnapshot, ratios, null));
    }
    return greatest;
  }

  /** The window of each item that stands out most: how far, and how many items it holds. */
  Windows windows(byte[] inSnapshot, int snapshotItems) {
    double[][] ratios = ratios(snapshotItems);
    double[] excess = new double[items];
    int[] held = new int[items];
    int[] size = new int[1];
    for (int item = 0; item < items; item++) {
      excess[item] = best(item, inSnapshot, ratios, size);
      held[item] = excess[item] == 0 ? 0 : size[0];
    }
    return new Windows(excess, held);
  }

  /** An item among the nearest of another, from 0. */
  int neighbour(int item, int place) {
    return neighbours[item * reachHere() + place];
  }

  private int reachHere() {
    return sizes.length == 0 ? 0 : sizes[sizes.length - 1];
  }

  private double best(int item, byte[] inSnapshot, double[][] ratios, int[] size) {
    double best = 0;
    int count = 0;
    int at = item * reachHere();
    int from = at;
    for (int s = 0; s < sizes.length; s++) {
      for (int to = from + sizes[s]; at < to; at++) {
        count += inSnapshot[neighbours[at]];
      }
      double ratio = ratios[s][count];
      if (ratio > best) {
        best = ratio;
        if (size != null) {
          size[0] = sizes[s];
        }
      }
    }
    return best;
  }

  /** By size of window and items of the snapshot in it. */
  private double[][] ratios(int snapshotItems) {
    double[][] ratios = new double[sizes.length][];
    for (int s = 0; s < sizes.length; s++) {
      ratios[s] = new double[sizes[s] + 1];
      for (int count = 0; count <= sizes[s]; count++) {
        ratios[s][count] = ratio(count, sizes[s], snapshotItems, items);
      }
    }
    return ratios;
  }

  /** The log-likelihood ratio; 0 where the window has no more than its share. */
  static double ratio(int count, int size, int snapshotItems, int items) {
    int countOutside = snapshotItems - count;
    int outside = items - size;
    if (countOutside < 0 || (long) count * outside <= (long) countOutside * size) {
      return 0;
    }
    return likelihood(count, size)
        + likelihood(countOutside, outside)
        - likelihood(snapshotItems, items);
  }

  private static double likelihood(int count, int of) {
    return term(count, of) + term(of - count, of);
  }

  private static double term(int count, int of) {
    return count == 0 ? 0 : count * Math.log((double) count / of);
  }

  /**
   * The best window of each item.
   *
   * @param excess its log-likelihood ratio; 0 where no window has more than its share
   * @param sizes items in it
   */
  @SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
  record Windows(double[] excess, int[] sizes) {}
}
