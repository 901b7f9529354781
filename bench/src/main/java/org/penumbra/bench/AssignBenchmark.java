package org.penumbra.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.penumbra.cluster.Assignment;
import org.penumbra.cluster.Centroids;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.NativeProducts;
import org.penumbra.embed.ProductGraph;
import org.penumbra.embed.Vectors;

/**
 * Assigning vectors to their nearest centroids, a block after the other on every core, beside the
 * bare product of the same blocks by each library at hand: data in place, no nearest one looked
 * for.
 */
final class AssignBenchmark implements Benchmark {

  private static final int DIMENSION = 384;
  private static final int CENTROIDS = 1000;
  private static final int BLOCK = 1024;
  private static final int DISTINCT_BLOCKS = 64;
  private static final int ITEMS = 1_000_000;
  private static final int RUNS = 3;

  @Override
  public String name() {
    return "assign";
  }

  @Override
  public String title() {
    return "k-means: assigning items to centroids";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    NativeProducts.unpackTo(NativeCache::librariesOwn);
    int blocks = Math.max(1, input.items().orElse(ITEMS) / BLOCK);
    float[][][] data = new float[DISTINCT_BLOCKS][][];
    for (int i = 0; i < DISTINCT_BLOCKS; i++) {
      data[i] = vectors(BLOCK, i);
    }
    float[][] centroids = vectors(CENTROIDS, -1);
    Assignment assignment = new Assignment(new Centroids(centroids));
    Supplier<BlockWork> ours = () -> block -> assignment.assign(data[block]);
    ResultTable table =
        new ResultTable(
            String.format(Locale.ROOT, "%,d x %,d", blocks * BLOCK, CENTROIDS),
            "seconds",
            "GFLOP/s",
            "our rate against it");
    add(table, "product, ONNX Runtime", ours, () -> onnxRuntime(data, centroids), blocks);
    add(table, "product, OpenBLAS of ND4J", ours, () -> openBlas(data, centroids), blocks);
    Alternating last =
        add(table, "product, VectorBLAS", ours, () -> vectorBlas(data, centroids), blocks);
    return table.row(
        "**assignment, ours**", seconds(last.oursSeconds()), rate(blocks, last.oursSeconds()), "");
  }

  private static Alternating add(
      ResultTable table,
      String name,
      Supplier<BlockWork> ours,
      Supplier<BlockWork> baseline,
      int blocks)
      throws Exception {
    Alternating timed =
        Alternating.time(
            RUNS, () -> onEveryCore(ours, blocks), () -> onEveryCore(baseline, blocks));
    table.row(
        name,
        seconds(timed.baselineSeconds()),
        rate(blocks, timed.baselineSeconds()),
        String.format(Locale.ROOT, "%.2f", timed.speed()));
    return timed;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  private static String rate(int blocks, double seconds) {
    return String.format(
        Locale.ROOT, "%.0f", 2.0 * blocks * BLOCK * CENTROIDS * DIMENSION / seconds / 1e9);
  }

  /** One thread's work on blocks. */
  @FunctionalInterface
  private interface BlockWork {
    void on(int block) throws Exception;
  }

  private static void onEveryCore(Supplier<BlockWork> work, int blocks) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    Thread[] threads = new Thread[cores];
    Exception[] failed = new Exception[cores];
    for (int t = 0; t < cores; t++) {
      int first = t;
      threads[t] =
          new Thread(
              () -> {
                try {
                  BlockWork own = work.get();
                  for (int block = first; block < blocks; block += cores) {
                    own.on(block % DISTINCT_BLOCKS);
                  }
                } catch (Exception e) {
                  failed[first] = e;
                }
              });
      threads[t].start();
    }
    for (int t = 0; t < cores; t++) {
      threads[t].join();
      if (failed[t] != null) {
        throw failed[t];
      }
    }
  }

  private static BlockWork onnxRuntime(float[][][] data, float[][] centroids) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(ProductGraph.model(), options);
      OnnxTensor columns = tensor(environment, direct(centroids), CENTROIDS, DIMENSION);
      OnnxTensor products =
          tensor(environment, direct(new float[BLOCK][CENTROIDS]), BLOCK, CENTROIDS);
      OnnxTensor[] rows = new OnnxTensor[data.length];
      for (int i = 0; i < data.length; i++) {
        rows[i] = tensor(environment, direct(data[i]), BLOCK, DIMENSION);
      }
      return block ->
          session
              .run(
                  Map.of(ProductGraph.ROWS, rows[block], ProductGraph.COLUMNS, columns),
                  Set.of(),
                  Map.of(ProductGraph.PRODUCTS, products))
              .close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer numbers, int lines, int columns) throws OrtException {
    return OnnxTensor.createTensor(environment, numbers, new long[] {lines, columns});
  }

  private static BlockWork openBlas(float[][][] data, float[][] centroids) {
    INDArray columns = Nd4j.create(centroids);
    INDArray products =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {BLOCK, CENTROIDS}, 'f');
    INDArray[] rows = new INDArray[data.length];
    for (int i = 0; i < data.length; i++) {
      rows[i] = Nd4j.create(data[i]);
    }
    return block -> Nd4j.gemm(rows[block], columns, products, false, true, 1, 0);
  }

  private static BlockWork vectorBlas(float[][][] data, float[][] centroids) {
    BLAS blas = JavaBLAS.getInstance();
    float[] columns = flat(centroids);
    float[] products = new float[BLOCK * CENTROIDS];
    float[][] rows = new float[data.length][];
    for (int i = 0; i < data.length; i++) {
      rows[i] = flat(data[i]);
    }
    return block ->
        blas.sgemm(
            "T",
            "N",
            CENTROIDS,
            BLOCK,
            DIMENSION,
            1,
            columns,
            DIMENSION,
            rows[block],
            DIMENSION,
            0,
            products,
            CENTROIDS);
  }

  private static float[] flat(float[][] lines) {
    float[] flat = new float[lines.length * lines[0].length];
    for (int i = 0; i < lines.length; i++) {
      System.arraycopy(lines[i], 0, flat, i * lines[i].length, lines[i].length);
    }
    return flat;
  }

  private static FloatBuffer direct(float[][] lines) {
    float[] flat = flat(lines);
    return ByteBuffer.allocateDirect(Float.BYTES * flat.length)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(flat)
        .flip();
  }

  private static float[][] vectors(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] vectors = new float[count][];
    for (int v = 0; v < count; v++) {
      double[] numbers = new double[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        numbers[i] = random.nextDouble() - 0.5;
      }
      vectors[v] = Vectors.normalised(numbers);
    }
    return vectors;
  }
}
