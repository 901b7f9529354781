package org.penumbra.cluster;

import java.util.Arrays;

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
    if (kept == 0 || queries.length == 0) {
      return new NearestRows(rows, similarities);
    }
    SimilarityTile tile = new SimilarityTile(candidates[0].length);
    float[] products = new float[SimilarityTile.ROWS];
    for (int from = 0; from < candidates.length; from += SimilarityTile.ROWS) {
      int to = Math.min(from + SimilarityTile.ROWS, candidates.length);
      tile.load(candidates, from, to);
      for (int q = 0; q < queries.length; q++) {
        tile.similarities(queries[q], products);
        for (int r = 0; r < to - from; r++) {
          if (products[r] > similarities[q][kept - 1]) {
            insert(rows[q], similarities[q], from + r, products[r]);
          }
        }
      }
    }
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
