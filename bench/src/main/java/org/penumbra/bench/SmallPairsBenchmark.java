package org.penumbra.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.BucketedRandomProjectionLSH;
import org.apache.spark.ml.feature.BucketedRandomProjectionLSHModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.pair.Item;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.pair.DivisionRule;

/** Every positive's nearest negative among 20,000 items, beside MLlib's similarity join. */
final class SmallPairsBenchmark implements Benchmark {

  private static final int ITEMS = 20_000;
  private static final int QUERIES = 1000;

  /** Negative clusters, of which each is a task: as a run has several, so that all cores search. */
  private static final int CLUSTERS = 4;

  private static final StructType HASHED =
      new StructType().add("id", "string").add("features", SQLDataTypes.VectorType());

  @Override
  public String name() {
    return "pairs-20k";
  }

  @Override
  public String title() {
    return "Pairs: the nearest negative of every positive, 20,000 items";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    int items = input.items().orElse(ITEMS);
    RealVectors real = RealVectors.of(input, 3 * ITEMS);
    float[][] vectors = IntStream.range(0, items).mapToObj(real::get).toArray(float[][]::new);
    int half = items / 2;
    List<String> ids = IntStream.range(0, items).mapToObj(SmallPairsBenchmark::id).toList();
    Neighbours exact =
        Neighbours.exact(
            ids.subList(0, Math.min(half, QUERIES)),
            Arrays.copyOfRange(vectors, 0, Math.min(half, QUERIES)),
            ids.subList(half, items),
            Arrays.copyOfRange(vectors, half, items),
            1);
    try (SparkSession spark = Sessions.open("pairs-20k")) {
      ours(spark, vectors, half, exact);
      Timed ours = ours(spark, vectors, half, exact);
      Timed baseline = baseline(spark, vectors, half, exact);
      return new ResultTable("", "seconds", "recall@1")
          .row("ours, exact blocks", seconds(ours), recall(ours))
          .row("MLlib approxSimilarityJoin", seconds(baseline), recall(baseline))
          .row(
              "times as fast",
              String.format(Locale.ROOT, "%.0f", baseline.seconds() / ours.seconds()),
              "");
    }
  }

  private static Timed ours(SparkSession spark, float[][] vectors, int half, Neighbours exact) {
    Dataset<Row> items =
        spark
            .createDataFrame(
                IntStream.range(0, vectors.length)
                    .mapToObj(i -> item(i, half, vectors[i]).row())
                    .toList(),
                Item.SCHEMA)
            .localCheckpoint();
    float[][] centroids = Arrays.copyOfRange(vectors, half, half + CLUSTERS);
    long start = System.nanoTime();
    Dataset<Row> pairs =
        new PairSearch(spark, 1)
            .pairs(items, centroids, new DivisionRule(1e12, null), CLUSTERS)
            .localCheckpoint();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Timed(seconds, exact.recall(pairs, "positive_id", "negative_id"));
  }

  /** Negatives are dealt to clusters; each positive is looked up in all, so the answer is exact. */
  private static Item item(int number, int half, float[] vector) {
    boolean positive = number < half;
    return new Item(id(number), positive ? 1 : 0, positive ? 0 : number % CLUSTERS, 0, vector);
  }

  private static Timed baseline(SparkSession spark, float[][] vectors, int half, Neighbours exact) {
    Dataset<Row> positives = hashed(spark, vectors, 0, half);
    Dataset<Row> negatives = hashed(spark, vectors, half, vectors.length);
    long start = System.nanoTime();
    BucketedRandomProjectionLSHModel model =
        new BucketedRandomProjectionLSH()
            .setInputCol("features")
            .setOutputCol("hashes")
            .setBucketLength(0.1)
            .setNumHashTables(3)
            .setSeed(1)
            .fit(positives);
    Dataset<Row> nearest =
        model
            .approxSimilarityJoin(positives, negatives, 1.0, "distance")
            .select(col("datasetA.id").as("a"), col("datasetB.id").as("b"), col("distance"))
            .groupBy("a")
            .agg(expr("min_by(b, distance)").as("b"))
            .localCheckpoint();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Timed(seconds, exact.recall(nearest, "a", "b"));
  }

  private static Dataset<Row> hashed(SparkSession spark, float[][] vectors, int from, int to) {
    return spark
        .createDataFrame(
            IntStream.range(from, to)
                .mapToObj(i -> RowFactory.create(id(i), Vectors.dense(doubles(vectors[i]))))
                .toList(),
            HASHED)
        .repartition(4)
        .localCheckpoint();
  }

  private static double[] doubles(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
  }

  private static String id(int index) {
    return String.format(Locale.ROOT, "%07d", index);
  }

  private static String seconds(Timed timed) {
    return String.format(Locale.ROOT, "%.1f", timed.seconds());
  }

  private static String recall(Timed timed) {
    return String.format(Locale.ROOT, "%.4f", timed.recall());
  }

  private record Timed(double seconds, double recall) {}
}
