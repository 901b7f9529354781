package org.penumbra.jobs.pair;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.pair.Shelves;

/**
 * Brings the items of overlapping clusters together and pairs them. Each negative's vector moves
 * once, to its shelf; positives, of which there are fewer, move to the shelves they are looked up
 * in. A task holds one shelf at a time.
 */
public final class CellPairs {

  private final Broadcast<Shelves> shelves;
  private final int neighbours;
  private final Distinct distinct;
  private final long seed;

  /**
   * @param shelves where negatives lie and positives are looked up
   * @param neighbours negatives kept for each positive
   * @param nearDuplicate cosine from which items of one label count as one
   * @param seed of the sample that a bucket is cut down to
   */
  public CellPairs(Broadcast<Shelves> shelves, int neighbours, double nearDuplicate, long seed) {
    this.shelves = shelves;
    this.neighbours = neighbours;
    this.distinct = new Distinct(nearDuplicate);
    this.seed = seed;
  }

  /**
   * Rows of the pairs dataset.
   *
   * @param items rows of {@link Item}
   */
  public Dataset<Row> find(Dataset<Row> items) {
    Dataset<Row> positives =
        items
            .where("label = 1")
            .repartition(col("cluster"))
            .sortWithinPartitions("cluster", "id")
            .mapPartitions(new DistinctPositives(distinct), Encoders.row(Item.SCHEMA));
    return positives
        .union(items.where("label = 0"))
        .mapPartitions(new ShelfRouting(shelves, seed), Encoders.row(ShelfRouting.SCHEMA))
        .repartition(col("shelf_cluster"), col("shelf_part"))
        .sortWithinPartitions("shelf_cluster", "shelf_part", "label", "random", "id")
        .mapPartitions(new ShelfSearch(shelves, distinct, neighbours), Encoders.row(Nearest.SCHEMA))
        .repartition(col("positive"))
        .sortWithinPartitions("positive")
        .mapPartitions(new NearestPairs(neighbours), Encoders.row(RunDataset.PAIRS.schema()));
  }
}
