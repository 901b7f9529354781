package org.penumbra.jobs.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.jobs.data.Rows;

/** Assigns items to the nearest centroid of their predicted label, a block at a time. */
public final class AssignClusters implements MapPartitionsFunction<Row, Row> {

  private static final int BLOCK = 1024;

  private final double cut;
  private final Broadcast<float[][]> positives;
  private final Broadcast<float[][]> negatives;

  public AssignClusters(
      double cut, Broadcast<float[][]> positives, Broadcast<float[][]> negatives) {
    this.cut = cut;
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * Rows of the clusters dataset.
   *
   * @param items id, score, vector
   */
  @Override
  public Iterator<Row> call(Iterator<Row> items) {
    return new Blocks(items);
  }

  private final class Blocks extends Chunked<Row> {

    private final Iterator<Row> items;

    Blocks(Iterator<Row> items) {
      this.items = items;
    }

    @Override
    protected List<Row> chunk() {
      List<Row> positive = new ArrayList<>();
      List<Row> negative = new ArrayList<>();
      while (items.hasNext() && positive.size() + negative.size() < BLOCK) {
        Row item = items.next();
        (item.getDouble(1) >= cut ? positive : negative).add(item);
      }
      List<Row> assigned = new ArrayList<>(positive.size() + negative.size());
      assign(positive, 1, positives.value(), assigned);
      assign(negative, 0, negatives.value(), assigned);
      return assigned;
    }

    private static void assign(
        List<Row> block, int label, float[][] centroids, List<Row> assigned) {
      if (block.isEmpty()) {
        return;
      }
      float[][] vectors = block.stream().map(item -> Rows.floats(item, 2)).toArray(float[][]::new);
      Assignment.Assigned result = new Assignment(new Centroids(centroids)).assign(vectors);
      for (int i = 0; i < vectors.length; i++) {
        assigned.add(
            RowFactory.create(
                block.get(i).getString(0), label, result.clusters()[i], result.distances()[i]));
      }
    }
  }
}
