package org.penumbra.jobs.data;

import java.util.List;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.student.PoolSample;

/** Bounded samples of the pool with their vectors, for percentiles. */
public final class PoolSamples {

  /** Items at most, but for the draw's chance. */
  public static final int SIZE = 20_000;

  private static final String PURPOSE = "percentiles";

  private final RunData data;
  private final long seed;

  public PoolSamples(RunData data, long seed) {
    this.data = data;
    this.seed = seed;
  }

  /** The sample, each item weighted by how many of the corpus it stands for. */
  public PoolSample of(List<Manifest> items, List<Manifest> vectors) {
    long size = items.stream().mapToLong(Manifest::rows).sum();
    List<Row> rows =
        data.read(RunDataset.ITEMS, items)
            .select("id", "pool_probability")
            .where(HashSample.random(seed, PURPOSE).lt(HashSample.bound(SIZE, size)))
            .join(data.read(RunDataset.EMBEDDINGS, vectors), "id")
            .select("id", "pool_probability", "vector")
            .collectAsList();
    return new PoolSample(
        rows.stream().map(row -> row.getString(0)).toList(),
        rows.stream().map(row -> Rows.floats(row, 2)).toArray(float[][]::new),
        rows.stream().mapToDouble(row -> 1 / row.getDouble(1)).toArray());
  }
}
