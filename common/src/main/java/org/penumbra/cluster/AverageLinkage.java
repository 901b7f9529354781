package org.penumbra.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.penumbra.embed.Vectors;

/**
 * Hierarchical clustering by average linkage: the two clusters with the highest mean similarity
 * between a row of the one and a row of the other become one, again and again. Found by chains of
 * nearest neighbours (Murtagh 1983, The Computer Journal 26(4)), which make the same merges in
 * another order.
 *
 * <p>Time n x n x dimensions, memory n x n for n rows: meant for shortlists of a few thousand.
 */
public final class AverageLinkage {

  private final float[][] similarities;
  private final int[] sizes;
  private final List<Merge> merges = new ArrayList<>();

  private AverageLinkage(float[][] rows) {
    this.similarities = Vectors.products(rows, rows);
    this.sizes = new int[rows.length];
    Arrays.fill(sizes, 1);
  }

  /**
   * Clusters unit vectors by cosine.
   *
   * @param rows the vectors; of equal merges, those of lower rows come first
   * @param k how many clusters are left, at least 1
   * @return each row's cluster, numbered from 0 in the order of their first rows
   */
  public static int[] clusters(float[][] rows, int k) {
    AverageLinkage linkage = new AverageLinkage(rows);
    linkage.mergeAll();
    return linkage.cut(k);
  }

  private void mergeAll() {
    int[] chain = new int[sizes.length];
    int length = 0;
    int first = 0;
    while (merges.size() < sizes.length - 1) {
      if (length == 0) {
        while (sizes[first] == 0) {
          first++;
        }
        chain[length++] = first;
      }
      int last = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(last, before);
      if (nearest == before) {
        merge(Math.min(last, before), Math.max(last, before));
        length -= 2;
      } else {
        chain[length++] = nearest;
      }
    }
  }

  /** The cluster most similar to one; among equals the one before it, or chains would not end. */
  private int nearest(int cluster, int before) {
    float[] row = similarities[cluster];
    int nearest = before;
    for (int i = 0; i < row.length; i++) {
      if (sizes[i] > 0 && i != cluster && (nearest < 0 || row[i] > row[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** A cluster goes by its first row; the other one's row is dead from now on. */
  private void merge(int kept, int absorbed) {
    merges.add(new Merge(kept, absorbed, similarities[kept][absorbed]));
    float share = (float) sizes[kept] / (sizes[kept] + sizes[absorbed]);
    sizes[kept] += sizes[absorbed];
    sizes[absorbed] = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > 0) {
        float one = similarities[kept][i];
        float other = similarities[absorbed][i];
        // Rounding must not lift a mean above both, or a chain could come back to itself.
        float mean = Math.min(share * one + (1 - share) * other, Math.max(one, other));
        similarities[kept][i] = mean;
        similarities[i][kept] = mean;
      }
    }
  }

  private int[] cut(int k) {
    int[] heads = new int[sizes.length];
    Arrays.setAll(heads, i -> i);
    merges.stream()
        .sorted(
            Comparator.comparingDouble((Merge merge) -> -merge.similarity)
                .thenComparingInt(Merge::kept)
                .thenComparingInt(Merge::absorbed))
        .limit(Math.max(0, sizes.length - k))
        .forEach(merge -> heads[merge.absorbed] = merge.kept);
    int[] clusters = new int[sizes.length];
    int count = 0;
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = heads[i] == i ? count++ : clusters[heads[i]];
    }
    return clusters;
  }

  private record Merge(int kept, int absorbed, float similarity) {}
}
