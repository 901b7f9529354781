package org.penumbra.jobs.llm;

import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.StableHash;
import scala.Tuple2;

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

  /** The texts of these parts behind their hashes, sorted by hash. */
  JavaPairRDD<String, String> texts(Dataset<Row> texts) {
    int first = from;
    int end = to;
    int all = parts;
    return texts
        .select("text")
        .toJavaRDD()
        .mapToPair(row -> new Tuple2<>(StableHash.id128(row.getString(0)), row.getString(0)))
        .filter(
            text -> {
              int part = HashRange.partOf(text._1(), all);
              return first <= part && part < end;
            })
        .repartitionAndSortWithinPartitions(this);
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
