package org.penumbra.cluster;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.StableHash;
import org.penumbra.embed.Vectors;

/** Round clouds of unit vectors about a direction, the same for the same name. */
public final class Clouds {

  private Clouds() {}

  /** A unit vector between two axes: {@code degrees} from the first towards the second. */
  public static float[] direction(int dimensions, int from, int towards, double degrees) {
    float[] vector = new float[dimensions];
    vector[from] = (float) Math.cos(Math.toRadians(degrees));
    vector[towards] += (float) Math.sin(Math.toRadians(degrees));
    return vector;
  }

  /** Rows about a centre: each coordinate moved by a normal error of that sd, then normalised. */
  public static float[][] cloud(String name, float[] centre, double sd, int count) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      float[] row = centre.clone();
      for (int d = 0; d < row.length; d++) {
        row[d] += (float) (sd * normal(name + "-" + i + "-" + d));
      }
      rows[i] = Vectors.normalised(row);
    }
    return rows;
  }

  /** The same as sampled items of a cluster, named by cloud and number. */
  static List<SampledItem> items(String name, float[][] rows, int cluster) {
    List<SampledItem> items = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      items.add(new SampledItem(name + "-" + i, rows[i], cluster));
    }
    return items;
  }

  private static double normal(String id) {
    double u = 1 - StableHash.unit(1, "cloud-a", id);
    double v = StableHash.unit(1, "cloud-b", id);
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  }
}
