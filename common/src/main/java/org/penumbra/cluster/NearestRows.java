package org.penumbra.cluster;

import java.util.Arrays;
import org.penumbra.embed.Vectors;

/**
 * For each query row its nearest candidate rows by dot product, most similar first, equal ones by
 * candidate index. Exact; time queries x candidates x dimensions, memory queries x k.
 *
 * @param rows candidate indices, one line per query, min(k, candidates) long
 * @param similarities the dot products beside them
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record NearestRows(int[][] rows, float[][] similarities) {

  /** Searches all candidates for all queries. */
  public static NearestRows search(float[][] queries, float[][] candidates, int k) {
    int kept = Math.min(k, candidates.length);
    int[][] rows = new int[queries.length][kept];
    float[][] similarities = new float[queries.length][kept];
    for (float[] line : similarities) {
      Arrays.fill(line, Float.NEGATIVE_INFINITY);
    }
    if (kept == 0) {
      return new NearestRows(rows, similarities);
    }
    // A query meets the candidates in ascending order, which settles ties.
    Vectors.products(
        queries,
        candidates,
        (query, first, products, count) -> {
          for (int i = 0; i < count; i++) {
            if (products[i] > similarities[query][kept - 1]) {
              insert(rows[query], similarities[query], first + i, products[i]);
            }
          }
        });
    return new NearestRows(rows, similarities);
  }

  /** Candidates come in ascending order, so a newcomer stands behind its equals. */
  private static void insert(int[] rows, float[] similarities, int row, float similarity) {
    int at = rows.length - 1;
    while (at > 0 && similarities[at - 1] < similarity) {
      rows[at] = rows[at - 1];
      similarities[at] = similarities[at - 1];
      at--;
    }
    rows[at] = row;
    similarities[at] = similarity;
  }
}
