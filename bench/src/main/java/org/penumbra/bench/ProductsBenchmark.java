package org.penumbra.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Collection;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.NativeProducts;
import org.penumbra.embed.Vectors;

/** The matrix product that everything with neighbours and centroids rests on, on one core. */
public final class ProductsBenchmark implements org.penumbra.bench.Benchmark {

  private static final int ROWS = 1024;
  private static final int COLUMNS = 1000;
  private static final int DIMENSION = 384;

  @Override
  public String name() {
    return "products";
  }

  @Override
  public String title() {
    return "Matrix products";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ProductsBenchmark.class.getSimpleName())
                    .forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    ResultTable table =
        new ResultTable("1,024 x 384 by 384 x 1,000, single precision", "GFLOP/s on one core");
    for (RunResult result : results) {
      double perSecond = result.getPrimaryResult().getScore();
      table.row(
          result.getParams().getParam("kernel").replace('_', ' '),
          String.format(Locale.ROOT, "%.0f", perSecond * 2 * ROWS * COLUMNS * DIMENSION / 1e9));
    }
    return table;
  }

  /** One product in the hands of each library. */
  @State(Scope.Thread)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public static class Kernels {

    /** Whose product. */
    public enum Kernel {
      VECTORS_IN_PLAIN_JAVA,
      VECTORS_WITH_ONNX_RUNTIME,
      OPENBLAS_OF_ND4J,
      VECTORBLAS_OF_SPARK
    }

    @Param public Kernel kernel;

    private final float[][] rows = numbers(ROWS, 1);
    private final float[][] columns = numbers(COLUMNS, 2);
    private Runnable product;

    /** Gets one kernel ready. */
    @Setup
    public void prepare() {
      product =
          switch (kernel) {
            case VECTORS_IN_PLAIN_JAVA -> this::ours;
            case VECTORS_WITH_ONNX_RUNTIME -> {
              NativeProducts.unpackTo(NativeCache::librariesOwn);
              yield this::ours;
            }
            case OPENBLAS_OF_ND4J -> openBlas();
            case VECTORBLAS_OF_SPARK -> vectorBlas();
          };
    }

    /** Multiplies once. */
    @Benchmark
    public void product() {
      product.run();
    }

    private void ours() {
      Vectors.products(rows, columns, (row, first, values, count) -> {});
    }

    private Runnable openBlas() {
      INDArray left = Nd4j.create(rows);
      INDArray right = Nd4j.create(columns);
      INDArray out = Nd4j.createUninitialized(DataType.FLOAT, new long[] {ROWS, COLUMNS}, 'f');
      return () -> Nd4j.gemm(left, right, out, false, true, 1, 0);
    }

    private Runnable vectorBlas() {
      BLAS blas = JavaBLAS.getInstance();
      float[] left = flat(rows);
      float[] right = flat(columns);
      float[] out = new float[ROWS * COLUMNS];
      return () ->
          blas.sgemm(
              "T", "N", COLUMNS, ROWS, DIMENSION, 1, right, DIMENSION, left, DIMENSION, 0, out,
              COLUMNS);
    }

    private static float[][] numbers(int lines, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] numbers = new float[lines][DIMENSION];
      for (float[] line : numbers) {
        for (int i = 0; i < DIMENSION; i++) {
          line[i] = (float) (random.nextDouble() - 0.5);
        }
      }
      return numbers;
    }

    private static float[] flat(float[][] lines) {
      float[] flat = new float[lines.length * DIMENSION];
      for (int i = 0; i < lines.length; i++) {
        System.arraycopy(lines[i], 0, flat, i * DIMENSION, DIMENSION);
      }
      return flat;
    }
  }
}
