package org.penumbra.bench;

import static org.apache.spark.sql.functions.col;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.penumbra.cluster.NearestRows;
import org.penumbra.embed.Vectors;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;

/** What vectors lose, and save, as bytes with a scale. */
final class VectorStorageBenchmark implements Benchmark {

  private static final int ITEMS = 100_000;
  private static final int COMPARED = 20_000;
  private static final int QUERIES = 1000;
  private static final int NEAREST = 10;
  private static final int RUNS = 7;
  private static final Duration LEASE = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "vector-storage";
  }

  @Override
  public String title() {
    return "Vectors as bytes with a scale";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    int items = input.items().orElse(ITEMS);
    RealVectors real = RealVectors.of(input, COMPARED);
    LocalStore store = new LocalStore(input.work());
    try (SparkSession spark = Sessions.open("vector-storage");
        Lease lease =
            Lease.acquire(store, LeaseOwner.here("vector-storage"), LEASE, LEASE.multipliedBy(2))) {
      RunData data = new RunData(spark, store, "file:" + input.work(), lease);
      StageState stage = new StageState(store, new StageId(1, StageName.EMBED));
      List<Row> rows =
          IntStream.range(0, items)
              .mapToObj(i -> RowFactory.create(id(i), real.get(i), null))
              .toList();
      Dataset<Row> vectors =
          spark.createDataFrame(rows, RunDataset.EMBEDDINGS.schema()).repartition(4);
      Manifest floats =
          data.write(stage, RunDataset.EMBEDDINGS, "embeddings/model=m", 1, () -> vectors);
      Manifest bytes =
          data.write(stage, RunDataset.EMBEDDINGS, "embeddings/model=m-tinyint", 2, () -> vectors);
      Alternating read =
          Alternating.time(RUNS, () -> readAll(data, bytes), () -> readAll(data, floats));
      float[][] exact = compared(data, floats);
      float[][] again = compared(data, bytes);
      return new ResultTable(
              "stored as",
              "bytes a vector",
              "vectors read a second",
              "mean cosine",
              "10 nearest kept")
          .row("float", perVector(floats), rate(items, read.baselineSeconds()), "1", "1")
          .row(
              "tinyint",
              perVector(bytes),
              rate(items, read.oursSeconds()),
              String.format(Locale.ROOT, "%.6f", cosine(exact, again)),
              String.format(Locale.ROOT, "%.4f", kept(exact, again)));
    }
  }

  private static void readAll(RunData data, Manifest manifest) {
    data.read(RunDataset.EMBEDDINGS, List.of(manifest))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  private static float[][] compared(RunData data, Manifest manifest) {
    List<float[]> vectors = new ArrayList<>();
    data.read(RunDataset.EMBEDDINGS, List.of(manifest))
        .where(col("id").lt(id(COMPARED)))
        .orderBy("id")
        .toLocalIterator()
        .forEachRemaining(row -> vectors.add(Rows.floats(row, 1)));
    return vectors.toArray(float[][]::new);
  }

  private static double cosine(float[][] exact, float[][] again) {
    return IntStream.range(0, exact.length)
        .mapToDouble(i -> Vectors.dot(exact[i], again[i]))
        .average()
        .orElseThrow();
  }

  /** Of the nearest others by floats, the share that is nearest by bytes too. */
  private static double kept(float[][] exact, float[][] again) {
    int[][] of = nearest(exact);
    int[][] then = nearest(again);
    long kept = 0;
    for (int query = 0; query < of.length; query++) {
      List<Integer> found = IntStream.of(then[query]).boxed().toList();
      kept += IntStream.of(of[query]).filter(found::contains).count();
    }
    return (double) kept / of.length / NEAREST;
  }

  private static int[][] nearest(float[][] vectors) {
    float[][] queries = Arrays.copyOf(vectors, Math.min(QUERIES, vectors.length));
    int[][] withSelf = NearestRows.search(queries, vectors, NEAREST + 1).rows();
    int[][] nearest = new int[queries.length][];
    for (int query = 0; query < nearest.length; query++) {
      int self = query;
      nearest[query] =
          IntStream.of(withSelf[query]).filter(row -> row != self).limit(NEAREST).toArray();
    }
    return nearest;
  }

  private static String perVector(Manifest manifest) {
    return String.format(Locale.ROOT, "%.0f", (double) manifest.bytes() / manifest.rows());
  }

  private static String rate(int items, double seconds) {
    return String.format(Locale.ROOT, "%,.0f", items / seconds);
  }

  private static String id(int index) {
    return String.format(Locale.ROOT, "%07d", index);
  }
}
