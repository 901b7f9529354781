package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.penumbra.StableHash;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.LloydClusterer;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.pair.Item;
import org.penumbra.jobs.pair.LshHashes;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.pair.DivisionRule;

/**
 * The ten nearest negatives of every positive among a million items, of which one in twenty is
 * positive, beside hnswlib and FAISS tuned to the same recall. All start from vectors in files and
 * end with the neighbours of all positives; building counts.
 */
final class ManyPairsBenchmark implements Benchmark {

  private static final int ITEMS = 1_000_000;
  private static final int TEXTS = 60_000;
  private static final int POSITIVE_EVERY = 20;
  private static final int NEIGHBOURS = 10;
  private static final int QUERIES = 2000;
  private static final int PARTS = 16;
  private static final int CLUSTERS = 256;
  private static final int CELLS = 14;
  private static final int BLOCK = 1024;
  private static final double EXACT = 1e15;

  @Override
  public String name() {
    return "pairs-million";
  }

  @Override
  public String title() {
    return "Pairs: the ten nearest negatives of every positive, a million items";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    int count = input.items().orElse(ITEMS);
    RealVectors real = RealVectors.of(input, TEXTS);
    int positives = count / POSITIVE_EVERY;
    // Texts come first: positives are spread over them and over what lies between.
    int[] order = order(count);
    float[][] vectors =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> real.get(order[i]))
            .toArray(float[][]::new);
    float[][] queries = Arrays.copyOf(vectors, positives);
    float[][] negatives = Arrays.copyOfRange(vectors, positives, count);
    RealVectors.write(input.work().resolve("positives.f32"), queries);
    RealVectors.write(input.work().resolve("negatives.f32"), negatives);
    List<String> ids = IntStream.range(0, count).mapToObj(ManyPairsBenchmark::id).toList();
    int asked = Math.min(QUERIES, positives);
    ResultTable table =
        new ResultTable(
            String.format(
                Locale.ROOT, "%,d positives, %,d negatives", positives, count - positives),
            "seconds",
            "of which building",
            "recall@10");
    try (SparkSession spark = Sessions.open("pairs-million")) {
      Neighbours exact =
          Neighbours.exact(
              ids.subList(0, asked),
              Arrays.copyOf(queries, asked),
              ids.subList(positives, count),
              negatives,
              NEIGHBOURS);
      writeExact(input.work().resolve("exact.txt"), exact, ids, asked, positives);
      String items = input.work().resolve("items").toString();
      writeItems(spark, vectors, positives, items);
      add(table, "ours, in the nearest cells", inCells(spark, items, exact, input.work()));
      add(table, "ours, LSH buckets, no cells", inBuckets(spark, items, exact, input.work()));
    }
    for (String library : List.of("faiss", "hnswlib")) {
      addPeer(table, library, input.work());
    }
    return table;
  }

  private static int[] order(int count) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingLong(i -> StableHash.bits(1, "order", Integer.toString(i))))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void writeItems(
      SparkSession spark, float[][] vectors, int positives, String folder) {
    int step = (vectors.length + PARTS - 1) / PARTS;
    for (int from = 0; from < vectors.length; from += step) {
      spark
          .createDataFrame(
              IntStream.range(from, Math.min(vectors.length, from + step))
                  .mapToObj(i -> new Item(id(i), i < positives ? 1 : 0, 0, 0, vectors[i]).row())
                  .toList(),
              Item.SCHEMA)
          .coalesce(1)
          .write()
          .mode("append")
          .parquet(folder);
    }
  }

  /**
   * As cluster and pair do: cells found on a sample, all assigned, each positive in the nearest.
   */
  private static Timed inCells(SparkSession spark, String folder, Neighbours exact, Path work) {
    long start = System.nanoTime();
    Dataset<Row> items = spark.read().schema(Item.SCHEMA).parquet(folder);
    long negatives = items.where("label = 0").count();
    int clusters = new ClusterCount(100, 4, CLUSTERS).forClassSize(negatives);
    double bound = (double) ClusterCount.fitSample(clusters, 4000) / negatives;
    float[][] sample =
        items
            .where(col("label").equalTo(0).and(HashSample.random(1, "fit").lt(bound)))
            .orderBy("id")
            .collectAsList()
            .stream()
            .map(row -> Item.of(row).vector())
            .toArray(float[][]::new);
    Centroids centroids = new LloydClusterer(10).fit(sample, clusters, 1).normalised();
    Dataset<Row> assigned =
        items
            .mapPartitions(assign(spark, centroids), Encoders.row(Item.SCHEMA))
            .persist(StorageLevel.DISK_ONLY());
    assigned.count();
    double built = (System.nanoTime() - start) / 1e9;
    String pairs = work.resolve("pairs-in-cells").toString();
    new PairSearch(spark, NEIGHBOURS)
        .pairs(assigned, centroids.rows(), new DivisionRule(EXACT, null), CELLS)
        .write()
        .parquet(pairs);
    double seconds = (System.nanoTime() - start) / 1e9;
    assigned.unpersist(true);
    return new Timed(seconds, built, recall(spark, pairs, exact));
  }

  private static Timed inBuckets(SparkSession spark, String folder, Neighbours exact, Path work) {
    long start = System.nanoTime();
    Dataset<Row> items = spark.read().schema(Item.SCHEMA).parquet(folder);
    LshHashes hashes = LshHashes.draw(spark, RealVectors.DIMENSION, DivisionRule.MOST_BITS, 1);
    float[][] mean = {new float[RealVectors.DIMENSION]};
    String pairs = work.resolve("pairs-in-buckets").toString();
    new PairSearch(spark, NEIGHBOURS)
        .pairs(items, mean, new DivisionRule(1e10, hashes), 1)
        .write()
        .parquet(pairs);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Timed(seconds, 0, recall(spark, pairs, exact));
  }

  private static MapPartitionsFunction<Row, Row> assign(SparkSession spark, Centroids centroids) {
    Broadcast<float[][]> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(centroids.rows());
    return items -> {
      Assignment assignment = new Assignment(new Centroids(rows.value()));
      return new Chunked<>() {
        @Override
        protected List<Row> chunk() {
          List<Item> block = new ArrayList<>();
          while (block.size() < BLOCK && items.hasNext()) {
            block.add(Item.of(items.next()));
          }
          int[] clusters =
              assignment
                  .assign(block.stream().map(Item::vector).toArray(float[][]::new))
                  .clusters();
          List<Row> assigned = new ArrayList<>(block.size());
          for (int i = 0; i < block.size(); i++) {
            Item item = block.get(i);
            int cluster = item.label() == 1 ? 0 : clusters[i];
            assigned.add(
                new Item(item.id(), item.label(), cluster, item.score(), item.vector()).row());
          }
          return assigned;
        }
      };
    };
  }

  private static void writeExact(
      Path file, Neighbours exact, List<String> ids, int asked, int positives) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String query : ids.subList(0, asked)) {
      lines
          .append(
              exact.of().get(query).stream()
                  .map(id -> Integer.toString(Integer.parseInt(id) - positives))
                  .collect(Collectors.joining(" ")))
          .append('\n');
    }
    Files.writeString(file, lines, UTF_8);
  }

  private static void addPeer(ResultTable table, String library, Path work) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getenv().getOrDefault("BENCH_PYTHON", "python3"),
                "bench/peers/neighbours.py",
                library,
                work.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      table.row(library, "did not run", "", "");
      return;
    }
    JsonNode timed = new ObjectMapper().readTree(said);
    double building = timed.get("building").asDouble();
    add(
        table,
        library + ", setting " + timed.get("setting").asInt(),
        new Timed(
            building + timed.get("searching").asDouble(),
            building,
            timed.get("recall").asDouble()));
  }

  private static void add(ResultTable table, String name, Timed timed) {
    table.row(
        name,
        String.format(Locale.ROOT, "%.1f", timed.seconds()),
        String.format(Locale.ROOT, "%.1f", timed.building()),
        String.format(Locale.ROOT, "%.4f", timed.recall()));
  }

  private static String id(int index) {
    return String.format(Locale.ROOT, "%07d", index);
  }

  private static double recall(SparkSession spark, String pairs, Neighbours exact) {
    return exact.recall(spark.read().parquet(pairs), "positive_id", "negative_id");
  }

  private record Timed(double seconds, double building, double recall) {}
}
