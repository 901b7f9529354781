package org.penumbra.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.penumbra.embed.Vectors;

/**
 * Chooses vectors that together lie close to all vectors: greedy facility location, maximising the
 * sum over i of weight(i) x the similarity (at least 0) of i to the nearest chosen one. Greedy
 * comes within 1 - 1/e of the best choice (Nemhauser, Wolsey and Fisher 1978); gains can only
 * shrink, so most need not be computed again (Minoux 1978). Ties go to the lower index.
 *
 * <p>Time n x n x dimensions for n vectors: meant for shortlists of a few thousand.
 */
public final class GreedyCoverage {

  private final float[][] vectors;
  private final double[] weights;
  private final double[] covered;
  private final double[] gains;
  private final boolean[] chosen;

  /** For vectors of equal weight. */
  public GreedyCoverage(float[][] vectors) {
    this(vectors, ones(vectors.length));
  }

  /** For unit vectors with weights of at least 0. */
  public GreedyCoverage(float[][] vectors, double[] weights) {
    this.vectors = vectors;
    this.weights = weights;
    this.covered = new double[vectors.length];
    this.chosen = new boolean[vectors.length];
    this.gains = new double[vectors.length];
    Vectors.products(vectors, vectors, this::addFirstGains);
  }

  /** Says which vectors may be chosen, and is told which are. What it once refuses stays so. */
  public interface Constraint {

    /** Whether a vector may still be chosen. */
    boolean allows(int index);

    /** Called for every vector chosen. */
    void take(int index);
  }

  /**
   * Chooses up to {@code count} more vectors, fewer only when no more are allowed. Called again, it
   * goes on from what is already chosen.
   *
   * @return how many were chosen
   */
  public int choose(int count, Constraint constraint) {
    PriorityQueue<Entry> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble((Entry e) -> -e.gain).thenComparingInt(Entry::index));
    for (int i = 0; i < vectors.length; i++) {
      if (!chosen[i]) {
        queue.add(new Entry(i, gains[i], -1));
      }
    }
    int taken = 0;
    while (taken < count && !queue.isEmpty()) {
      Entry best = queue.remove();
      if (!constraint.allows(best.index)) {
        continue;
      }
      if (best.asOf == taken) {
        take(best.index);
        constraint.take(best.index);
        taken++;
      } else {
        gains[best.index] = gain(best.index);
        queue.add(new Entry(best.index, gains[best.index], taken));
      }
    }
    return taken;
  }

  private void take(int index) {
    chosen[index] = true;
    for (int i = 0; i < vectors.length; i++) {
      covered[i] = Math.max(covered[i], Vectors.dot(vectors[i], vectors[index]));
    }
  }

  /** What {@link #gain} gives while nothing is chosen, many at a time. */
  private void addFirstGains(int row, int firstColumn, float[] products, int count) {
    for (int i = 0; i < count; i++) {
      gains[firstColumn + i] += weights[row] * Math.max(0, (double) products[i]);
    }
  }

  private double gain(int index) {
    double gain = 0;
    for (int i = 0; i < vectors.length; i++) {
      double similarity = Vectors.dot(vectors[i], vectors[index]);
      gain += weights[i] * Math.max(0, similarity - covered[i]);
    }
    return gain;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private record Entry(int index, double gain, int asOf) {}
}
