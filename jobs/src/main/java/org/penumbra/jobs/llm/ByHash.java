package org.penumbra.jobs.llm;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.StableHash;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/** Parts of all text hashes, a partition each: what is alike meets in one task, side by side. */
final class ByHash extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int from;
  private final int to;
  private final int parts;

  /**
   * @param from the first part
   * @param to the first part that is left out
   * @param parts of all hashes
   */
  ByHash(int from, int to, int parts) {
    this.from = from;
    this.to = to;
    this.parts = parts;
  }

  /** All of so many parts. */
  static ByHash of(int parts) {
    return new ByHash(0, parts, parts);
  }

  /** The hash of a column text. */
  static Column hashOfText() {
    return udf((String text) -> StableHash.id128(text), DataTypes.StringType).apply(col("text"));
  }

  /** All texts behind their hashes, sorted by hash; the partitions have to be all parts. */
  JavaPairRDD<String, String> texts(Dataset<Row> texts) {
    return texts
        .select("text")
        .toJavaRDD()
        .mapToPair(row -> new Tuple2<>(StableHash.id128(row.getString(0)), row.getString(0)))
        .repartitionAndSortWithinPartitions(this);
  }

  /** The partitions of these parts, of an RDD that has all. */
  <V> JavaPairRDD<String, V> partitions(JavaPairRDD<String, V> all) {
    return JavaPairRDD.fromRDD(
        PartitionPruningRDD.create(all.rdd(), new Within(from, to)),
        all.kClassTag(),
        all.vClassTag());
  }

  private static final class Within extends AbstractFunction1<Object, Object>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int from;
    private final int to;

    Within(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public Object apply(Object partition) {
      return from <= (int) partition && (int) partition < to;
    }
  }

  /** The hashes that a partition holds. */
  HashRange range(int partition) {
    return HashRange.part(from + partition, parts);
  }

  @Override
  public int numPartitions() {
    return to - from;
  }

  @Override
  public int getPartition(Object hash) {
    return HashRange.partOf((String) hash, parts) - from;
  }
}
