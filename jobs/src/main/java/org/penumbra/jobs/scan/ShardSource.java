package org.penumbra.jobs.scan;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.spark.Partitions;
import org.penumbra.jobs.state.Forgotten;

/** The frozen shards of a corpus of files: a task for each, or for several that are small. */
public final class ShardSource implements Source {

  /** The name under which a scan freezes its shards. */
  public static final String PLAN = "shards";

  private static final int REFERENCE_SHARDS = 16;

  private final SparkSession spark;
  private final ShardOpener opener;
  private final ReadSpec spec;
  private final List<Shard> shards;
  private final int waveShards;
  private final long taskBytes;
  private final long seed;
  private final Broadcast<Forgotten> forgotten;

  public ShardSource(
      SparkSession spark,
      ShardOpener opener,
      ReadSpec spec,
      List<Shard> shards,
      int waveShards,
      long taskBytes,
      long seed,
      Broadcast<Forgotten> forgotten) {
    this.spark = spark;
    this.opener = opener;
    this.spec = spec;
    this.shards = shards;
    this.waveShards = waveShards;
    this.taskBytes = taskBytes;
    this.seed = seed;
    this.forgotten = forgotten;
  }

  /** From a few shards drawn by hash, of each the texts with the smallest hashes. */
  @Override
  public List<String> reference(int texts) {
    List<Shard> drawn =
        shards.stream()
            .sorted(
                Comparator.comparingLong(
                    shard -> StableHash.bits(seed, REFERENCE, Integer.toString(shard.number()))))
            .limit(REFERENCE_SHARDS)
            .toList();
    int quota = Math.max(1, texts / drawn.size());
    var hadoop = hadoop();
    ShardOpener open = opener;
    ReadSpec wanted = spec;
    long from = seed;
    FlatMapFunction<Shard, String> smallest =
        shard -> {
          try (ShardReader rows = open.open(hadoop.value(), shard, wanted)) {
            return smallest(rows, quota, from);
          }
        };
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(drawn, drawn.size())
        .flatMap(smallest)
        .collect();
  }

  @Override
  public int waves() {
    return waves(shards.size(), waveShards);
  }

  /** Waves of so many shards. */
  static int waves(int shards, int waveShards) {
    return (shards + waveShards - 1) / waveShards;
  }

  @Override
  public Dataset<Row> frame(int wave, Scoring scoring, PoolBounds bounds) {
    int from = (wave - 1) * waveShards;
    List<Shard> ofWave =
        List.copyOf(shards.subList(from, Math.min(shards.size(), from + waveShards)));
    ShardScan scan = new ShardScan(opener, hadoop(), spec, scoring, bounds, seed, forgotten);
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(ofWave, tasks(ofWave))
            .flatMap(scan),
        Staged.SCHEMA);
  }

  /** Small files share a task: each task starts anew and leaves files of its own. */
  private int tasks(List<Shard> ofWave) {
    long bytes = ofWave.stream().mapToLong(Shard::length).sum();
    int cores = spark.sparkContext().defaultParallelism();
    return Math.min(ofWave.size(), Math.max(cores, Partitions.of(bytes, taskBytes)));
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  private static Iterator<String> smallest(Iterator<CorpusRow> rows, int quota, long seed) {
    PriorityQueue<Drawn> drawn =
        new PriorityQueue<>(
            Comparator.comparingLong(Drawn::hash).thenComparing(Drawn::text).reversed());
    while (rows.hasNext()) {
      CorpusRow row = rows.next();
      if (!row.rejected()) {
        int end = Math.min(row.text().length(), REFERENCE_CHARACTERS);
        String start = row.text().substring(0, end);
        drawn.add(new Drawn(StableHash.bits(seed, REFERENCE, start), start));
        if (drawn.size() > quota) {
          drawn.remove();
        }
      }
    }
    return drawn.stream().map(Drawn::text).iterator();
  }

  private record Drawn(long hash, String text) {}
}
