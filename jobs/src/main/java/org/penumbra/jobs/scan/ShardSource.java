package org.penumbra.jobs.scan;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
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

  /** Texts that shards bring to a draw, for each that it takes: some hold more rows a byte. */
  private static final double SPARE = 4;

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

  /** From a few shards drawn by hash, where each row has the same chance. */
  @Override
  public List<String> texts(Draw draw, int most) {
    List<Shard> drawn = drawn(draw);
    double perByte = SPARE * most / Math.max(1, bytes(drawn));
    TextDraw texts = new TextDraw(draw.purpose, seed);
    Broadcast<Forgotten> never = forgotten;
    return TextDraw.smallest(
        ofEach(
            drawn,
            (shard, rows) ->
                texts.of(
                    rows, 1 + (int) (perByte * ShardTasks.bytes(shard)), never.value()::contains)),
        most);
  }

  /** As many a byte as a few shards hold. */
  @Override
  public long rowCount() {
    List<Shard> drawn = drawn(Draw.REFERENCE);
    List<Long> rows =
        ofEach(
            drawn,
            (shard, reader) -> {
              reader.forEachRemaining(row -> {});
              return reader.rowsSeen();
            });
    double perByte =
        (double) rows.stream().mapToLong(Long::longValue).sum() / Math.max(1, bytes(drawn));
    return Math.round(perByte * bytes(shards));
  }

  private List<Shard> drawn(Draw draw) {
    return shards.stream()
        .sorted(
            Comparator.comparingLong(
                shard -> StableHash.bits(seed, draw.purpose, Integer.toString(shard.number()))))
        .limit(draw.shards)
        .toList();
  }

  private <T> List<T> ofEach(List<Shard> drawn, OfShard<T> work) {
    var hadoop = hadoop();
    ShardOpener open = opener;
    ReadSpec wanted = spec;
    Function<Shard, T> read =
        shard -> {
          try (ShardReader rows = open.open(hadoop.value(), shard, wanted)) {
            return work.of(shard, rows);
          }
        };
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(drawn, drawn.size())
        .map(read)
        .collect();
  }

  private static double bytes(List<Shard> shards) {
    return shards.stream().mapToDouble(ShardTasks::bytes).sum();
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
    List<List<Shard>> shared = ShardTasks.of(ofWave, tasks(ofWave));
    ShardScan scan =
        new ShardScan(opener, hadoop(), spec, shared(scoring), bounds, seed, forgotten);
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(shared, shared.size())
            .flatMap(List::iterator)
            .flatMap(scan),
        Staged.SCHEMA);
  }

  private Broadcast<Scoring> shared(Scoring scoring) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(scoring);
  }

  /** Small files share a task: each task starts anew and leaves files of its own. */
  private int tasks(List<Shard> ofWave) {
    long bytes = (long) bytes(ofWave);
    int cores = spark.sparkContext().defaultParallelism();
    return Math.min(ofWave.size(), Math.max(cores, Partitions.of(bytes, taskBytes)));
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  /** What is taken from a shard that is read to its end. */
  @FunctionalInterface
  private interface OfShard<T> extends Serializable {

    T of(Shard shard, ShardReader rows);
  }
}
