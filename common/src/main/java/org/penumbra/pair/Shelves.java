package org.penumbra.pair;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.penumbra.cluster.NearestRows;

/**
 * Where negatives lie and where positives are looked up: in the negative clusters that overlap
 * their own, the nearest ones by centroid where those are many. So a negative's vector is moved
 * once, however many clusters it is compared with, and a positive's a bounded number of times.
 */
public final class Shelves implements Serializable {

  private final TreeMap<Integer, int[]> negativesOf = new TreeMap<>();
  private final TreeMap<Integer, Division> divisions;
  private final float[][] centroids;
  private final int mostCells;

  /**
   * The shelves of a run.
   *
   * @param cells negative clusters by the positive cluster they overlap
   * @param centroids of the negative clusters, unit length
   * @param divisions how each negative cluster is divided
   * @param mostCells overlapping clusters one positive is looked up in, at least 1
   */
  public Shelves(
      SortedMap<Integer, SortedSet<Integer>> cells,
      float[][] centroids,
      Map<Integer, Division> divisions,
      int mostCells) {
    cells.forEach(
        (positive, negatives) ->
            negativesOf.put(positive, negatives.stream().mapToInt(Integer::intValue).toArray()));
    this.centroids = centroids;
    this.divisions = new TreeMap<>(divisions);
    this.mostCells = mostCells;
  }

  /** The shelf of a negative. */
  public Shelf of(int cluster, String id, float[] vector) {
    return new Shelf(cluster, divisions.get(cluster).partOf(id, vector));
  }

  /** Whether any positive is looked up in a negative cluster. */
  public boolean holds(int negativeCluster) {
    return divisions.containsKey(negativeCluster);
  }

  /** Whether a shelf that is too full keeps a sample only. */
  public boolean capped(Shelf shelf) {
    return divisions.get(shelf.cluster()).capped();
  }

  /**
   * The shelves of some positives of one cluster, one list each.
   *
   * @param positiveCluster their cluster
   * @param vectors of unit length
   */
  public List<List<Shelf>> lookedUp(int positiveCluster, float[][] vectors) {
    int[] overlapping = negativesOf.getOrDefault(positiveCluster, new int[0]);
    List<List<Shelf>> all = new ArrayList<>(vectors.length);
    int[][] nearest = nearest(overlapping, vectors);
    for (int i = 0; i < vectors.length; i++) {
      List<Shelf> shelves = new ArrayList<>();
      for (int cluster : nearest[i]) {
        for (int part : divisions.get(cluster).partsFor(vectors[i])) {
          shelves.add(new Shelf(cluster, part));
        }
      }
      all.add(List.copyOf(shelves));
    }
    return all;
  }

  private int[][] nearest(int[] clusters, float[][] vectors) {
    int[][] nearest = new int[vectors.length][];
    if (clusters.length <= mostCells) {
      Arrays.fill(nearest, clusters);
      return nearest;
    }
    float[][] centres =
        Arrays.stream(clusters).mapToObj(cluster -> centroids[cluster]).toArray(float[][]::new);
    int[][] rows = NearestRows.search(vectors, centres, mostCells).rows();
    for (int i = 0; i < rows.length; i++) {
      nearest[i] = Arrays.stream(rows[i]).map(row -> clusters[row]).toArray();
    }
    return nearest;
  }
}
