package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Collection;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.IdList;

/**
 * Items of the pool that are never asked about. They leave the audit's frame too: its estimates are
 * of the corpus without them.
 */
public final class Blocklist {

  private static final String BLOCKED = "blocked_id";

  private final Dataset<Row> blocked;
  private final Set<String> ids;

  private Blocklist(Dataset<Row> blocked, Collection<String> ids) {
    this.blocked = blocked;
    this.ids = Set.copyOf(ids);
  }

  /** Of nothing. */
  public static Blocklist none() {
    return new Blocklist(null, Set.of());
  }

  /**
   * Of the pool's items that a list names by id or by the hash of their text.
   *
   * @param pool id, text
   */
  public static Blocklist of(SparkSession spark, Dataset<Row> pool, IdList list) {
    Set<String> names = list.names();
    Set<String> hashes = list.textHashes();
    UserDefinedFunction isNamed =
        udf(
            (String id, String text) ->
                names.contains(id)
                    || (!hashes.isEmpty() && hashes.contains(StableHash.id128(text))),
            DataTypes.BooleanType);
    var ids =
        pool.where(isNamed.apply(col("id"), col("text")))
            .select("id")
            .as(Encoders.STRING())
            .collectAsList();
    return new Blocklist(spark.createDataset(ids, Encoders.STRING()).toDF(BLOCKED), ids);
  }

  /** The rows of a frame whose item, named in a column, is not blocked. */
  public Dataset<Row> without(Dataset<Row> frame, String column) {
    return ids.isEmpty()
        ? frame
        : frame.join(
            broadcast(blocked), frame.col(column).equalTo(blocked.col(BLOCKED)), "left_anti");
  }

  /** Whether an item is blocked. */
  public boolean contains(String id) {
    return ids.contains(id);
  }

  /** How many of the pool's items are blocked. */
  public long items() {
    return ids.size();
  }
}
