package org.penumbra.jobs.llm;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.llm.CostEstimate;

/**
 * Some shards of a corpus, drawn by hash and read whole.
 *
 * @param shards of them all
 * @param bytes of them all
 * @param read what the drawn ones hold
 * @param texts some of their texts
 */
public record CorpusSample(
    int shards, long bytes, List<CostEstimate.ReadShard> read, List<String> texts) {

  private static final String PURPOSE = "plan";
  private static final int DRAWN = 32;
  private static final int TEXTS_OF_EACH = 32;

  private record Part(CostEstimate.ReadShard shard, List<String> texts) implements Serializable {}

  /** Draws and reads them. */
  public static CorpusSample of(
      JavaSparkContext spark, List<Shard> shards, ReadSpec spec, long seed) {
    List<Shard> drawn =
        shards.stream()
            .sorted(
                Comparator.comparingLong(
                    shard -> StableHash.bits(seed, PURPOSE, Integer.toString(shard.number()))))
            .limit(DRAWN)
            .toList();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sc().hadoopConfiguration());
    List<Part> parts =
        drawn.isEmpty()
            ? List.of()
            : spark
                .parallelize(drawn, drawn.size())
                .map(shard -> read(shard, hadoop, spec))
                .collect();
    return new CorpusSample(
        shards.size(),
        shards.stream().mapToLong(CorpusSample::bytes).sum(),
        parts.stream().map(Part::shard).toList(),
        parts.stream().flatMap(part -> part.texts().stream()).toList());
  }

  /** A slice has its part of the file, whose length it names whole. */
  private static long bytes(Shard shard) {
    return shard.length() / shard.slices();
  }

  private static Part read(Shard shard, SerializableConfiguration hadoop, ReadSpec spec)
      throws IOException {
    long rows = 0;
    long characters = 0;
    List<String> texts = new ArrayList<>();
    try (ShardReader reader = new FileShardOpener().open(hadoop.value(), shard, spec)) {
      while (reader.hasNext()) {
        CorpusRow row = reader.next();
        if (!row.rejected()) {
          rows++;
          characters += row.text().length();
          if (texts.size() < TEXTS_OF_EACH) {
            texts.add(row.text());
          }
        }
      }
    }
    return new Part(new CostEstimate.ReadShard(bytes(shard), rows, characters), texts);
  }
}
