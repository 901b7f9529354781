package org.penumbra.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.penumbra.embed.Vectors;

/**
 * Core-set by greedy k-center (Sener and Savarese 2018, ICLR, algorithm 1; Gonzalez 1985): the item
 * farthest from its nearest centre becomes the next centre, over and over. Centres to begin with
 * are the labelled items and what the batch already holds. Ties go to the lower number, and so does
 * the start where there is no centre at all.
 *
 * <p>The farthest of unit vectors is the least similar one. Similarities to the nearest centre only
 * grow, so most need not be brought up to date (Minoux 1978).
 */
public record KCenter() implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    new FarthestFirst(draft).take(items);
  }

  private static final class FarthestFirst {
    private final Shortlist shortlist;
    private final int[] numbers;
    private final float[][] vectors;
    private final List<float[]> centres;

    /** Similarity to the nearest of the first {@link #met} centres. */
    private final float[] nearest;

    private final int[] met;

    FarthestFirst(Draft draft) {
      this.shortlist =
          new Shortlist(draft, Arm.STUDY, candidate -> "Far from everything labelled so far.");
      this.numbers = draft.pool().openNumbers();
      this.vectors = draft.pool().vectors(numbers);
      this.centres =
          new ArrayList<>(
              Stream.concat(draft.pool().issuedItems().stream(), draft.chosen().stream())
                  .map(Candidate::vector)
                  .toList());
      this.nearest = new float[numbers.length];
      this.met = new int[numbers.length];
      Arrays.fill(nearest, Float.NEGATIVE_INFINITY);
      Arrays.fill(met, centres.size());
      Vectors.products(vectors, centres.toArray(float[][]::new), this::meetFirst);
    }

    void take(int items) {
      PriorityQueue<Entry> queue =
          new PriorityQueue<>(
              Comparator.comparingDouble(Entry::similarity).thenComparingInt(Entry::row));
      for (int row = 0; row < numbers.length; row++) {
        queue.add(new Entry(row, nearest[row]));
      }
      int taken = 0;
      while (taken < items && !queue.isEmpty()) {
        int row = queue.remove().row;
        if (met[row] < centres.size()) {
          meetOthers(row);
          queue.add(new Entry(row, nearest[row]));
        } else if (shortlist.take(numbers[row])) {
          centres.add(vectors[row]);
          taken++;
        }
      }
    }

    private void meetFirst(int row, int firstColumn, float[] products, int count) {
      for (int i = 0; i < count; i++) {
        nearest[row] = Math.max(nearest[row], products[i]);
      }
    }

    private void meetOthers(int row) {
      for (; met[row] < centres.size(); met[row]++) {
        nearest[row] = Math.max(nearest[row], Vectors.dot(vectors[row], centres.get(met[row])));
      }
    }

    private record Entry(int row, float similarity) {}
  }
}
