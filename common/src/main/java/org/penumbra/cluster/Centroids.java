package org.penumbra.cluster;

import org.penumbra.embed.Vectors;

/**
 * The centres of one predicted class's clusters; a cluster's number is its row.
 *
 * @param rows one centre a row, not necessarily of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Centroids(float[][] rows) {

  /** How many clusters there are. */
  public int count() {
    return rows.length;
  }

  /** The same centres scaled to unit length. */
  public Centroids normalised() {
    float[][] unit = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      unit[i] = Vectors.normalised(rows[i]);
    }
    return new Centroids(unit);
  }
}
