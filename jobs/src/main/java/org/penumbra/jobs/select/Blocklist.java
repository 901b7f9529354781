package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.IdFile;

/**
 * Items of the pool that are never asked about. They leave the audit's frame too: its estimates are
 * of the corpus without them. List and pool may be of any size: neither is held on the driver.
 */
public final class Blocklist implements AutoCloseable {

  private static final String NAME = "listed_name";
  private static final String BLOCKED = "blocked_id";

  private final SparkSession spark;
  private final Dataset<Row> blocked;
  private final long items;

  private Blocklist(SparkSession spark, Dataset<Row> blocked, long items) {
    this.spark = spark;
    this.blocked = blocked;
    this.items = items;
  }

  /** Of nothing. */
  public static Blocklist none() {
    return new Blocklist(null, null, 0);
  }

  /**
   * Of the pool's items that a list names by id or by the hash of their text.
   *
   * @param pool id, text
   */
  public static Blocklist of(SparkSession spark, Dataset<Row> pool, IdFile list) {
    Dataset<Row> names = list.read(spark, NAME);
    Dataset<Row> ids = named(pool, col("id"), names);
    if (list.namesTexts()) {
      UDF1<String, String> hash = StableHash::id128;
      Column hashOfText = udf(hash, DataTypes.StringType).apply(col("text"));
      ids = ids.union(named(pool, hashOfText, names)).distinct();
    }
    Dataset<Row> blocked = ids.toDF(BLOCKED).persist(StorageLevel.MEMORY_AND_DISK());
    return new Blocklist(spark, blocked, blocked.count());
  }

  /** The rows of a frame whose item, named in a column, is not blocked. */
  public Dataset<Row> without(Dataset<Row> frame, String column) {
    return items == 0
        ? frame
        : frame.join(blocked, frame.col(column).equalTo(blocked.col(BLOCKED)), "left_anti");
  }

  /** Those of a few items that are blocked. */
  public Set<String> among(Collection<String> ids) {
    if (items == 0 || ids.isEmpty()) {
      return Set.of();
    }
    Dataset<Row> few = spark.createDataset(List.copyOf(ids), Encoders.STRING()).toDF("id");
    return Set.copyOf(
        blocked
            .join(broadcast(few), blocked.col(BLOCKED).equalTo(few.col("id")), "left_semi")
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** How many of the pool's items are blocked. */
  public long items() {
    return items;
  }

  /** Lets go of what Spark keeps. */
  @Override
  public void close() {
    if (blocked != null) {
      blocked.unpersist();
    }
  }

  /** The ids of the items of which a column is among some names. */
  private static Dataset<Row> named(Dataset<Row> pool, Column column, Dataset<Row> names) {
    Dataset<Row> items = pool.select(col("id"), column.as("pool_name"));
    return items
        .join(names, items.col("pool_name").equalTo(names.col(NAME)), "left_semi")
        .select("id");
  }
}
