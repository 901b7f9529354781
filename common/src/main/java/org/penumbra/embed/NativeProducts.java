package org.penumbra.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * {@link Vectors#products} by the matrix product of ONNX Runtime, about three times as fast, one
 * thread per call.
 *
 * <p>Its kernels (MLAS, {@code MlasSgemmOperation}) add as {@link Vectors#dot} does, by fused
 * multiply-add in stretches of 128 numbers, wherever a block has 2 rows and 128 columns at least;
 * smaller ones are filled up. That this machine's kernel does so is tried when it is loaded, and it
 * is not used if a single bit differs. So results are those of plain Java, on every machine.
 *
 * <p>A process does without until {@link #unpackTo} has said where the native library may lie.
 */
public final class NativeProducts {

  private static final int LEAST_ROWS = 2;
  private static final int LEAST_COLUMNS = 128;

  /** Rows and columns of a block: 2 MB of products with 1.5 MB of vectors of 384 numbers. */
  private static final int ROWS = 512;

  private static final int COLUMNS = 1024;

  /** Multiplications under which handing over costs more than it brings. */
  private static final long WORTH = 1L << 22;

  private static Supplier<NativeCache> place;
  private static Optional<NativeProducts> loaded;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  private NativeProducts(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Lets this process use the native product, which is loaded when it is first worth it.
   *
   * @param natives where the library is unpacked
   */
  public static synchronized void unpackTo(Supplier<NativeCache> natives) {
    if (place == null) {
      place = natives;
    }
  }

  /** The native product, where there is one and that much work is worth it. */
  static Optional<NativeProducts> worth(long rows, long columns, int dimension) {
    boolean worth = rows * columns * dimension >= WORTH && rows >= LEAST_ROWS * 4L && dimension > 0;
    return worth ? loaded() : Optional.empty();
  }

  private static synchronized Optional<NativeProducts> loaded() {
    if (place == null) {
      return Optional.empty();
    }
    if (loaded == null) {
      loaded = load(place.get());
    }
    return loaded;
  }

  private static Optional<NativeProducts> load(NativeCache natives) {
    natives.install();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(ProductGraph.model(), options);
      NativeProducts products = new NativeProducts(environment, session);
      return products.addsAsJavaDoes() ? Optional.of(products) : Optional.empty();
    } catch (OrtException | LinkageError e) {
      // Such a machine has its products by Java: the same ones, later.
      return Optional.empty();
    }
  }

  /** The dot products of all rows with all columns, as {@link Vectors#products} hands them out. */
  void multiply(float[][] rows, float[][] columns, Vectors.Products sink) {
    Workspace workspace = idle.poll();
    if (workspace == null) {
      workspace = new Workspace();
    }
    try {
      for (int column = 0; column < columns.length; column += COLUMNS) {
        int width = Math.min(COLUMNS, columns.length - column);
        workspace.columns.load(columns, column, width, LEAST_COLUMNS);
        for (int row = 0; row < rows.length; row += ROWS) {
          int height = Math.min(ROWS, rows.length - row);
          workspace.rows.load(rows, row, height, LEAST_ROWS);
          FloatBuffer products = run(workspace);
          float[] line = workspace.line;
          for (int i = 0; i < height; i++) {
            products.get(i * workspace.columns.count, line, 0, width);
            sink.accept(row + i, column, line, width);
          }
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on a matrix product", e);
    }
    idle.add(workspace);
  }

  private FloatBuffer run(Workspace workspace) throws OrtException {
    Block rows = workspace.rows;
    Block columns = workspace.columns;
    FloatBuffer products = workspace.products.slice(0, rows.count * columns.count);
    try (OnnxTensor left = tensor(rows.buffer(), rows.count, rows.dimension);
        OnnxTensor right = tensor(columns.buffer(), columns.count, columns.dimension);
        OnnxTensor out = tensor(products, rows.count, columns.count)) {
      session
          .run(
              Map.of(ProductGraph.ROWS, left, ProductGraph.COLUMNS, right),
              Set.of(),
              Map.of(ProductGraph.PRODUCTS, out))
          .close();
      return products;
    }
  }

  private OnnxTensor tensor(FloatBuffer numbers, int lines, int dimension) throws OrtException {
    return OnnxTensor.createTensor(environment, numbers, new long[] {lines, dimension});
  }

  private boolean addsAsJavaDoes() {
    boolean[] same = {true};
    for (int dimension : new int[] {1, 127, 128, 129, 384, 1000}) {
      float[][] rows = numbers(ROWS / 4 + 3, dimension);
      float[][] columns = numbers(LEAST_COLUMNS + 5, dimension);
      multiply(
          rows,
          columns,
          (row, first, products, count) -> {
            for (int i = 0; i < count; i++) {
              float expected = Vectors.dot(rows[row], columns[first + i]);
              same[0] &= Float.floatToRawIntBits(expected) == Float.floatToRawIntBits(products[i]);
            }
          });
    }
    return same[0];
  }

  private static float[][] numbers(int lines, int dimension) {
    SplittableRandom random = new SplittableRandom(dimension);
    float[][] numbers = new float[lines][dimension];
    for (float[] line : numbers) {
      for (int i = 0; i < dimension; i++) {
        line[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    return numbers;
  }

  /** Memory outside the heap that one call after the other uses. */
  private static final class Workspace {
    private final Block rows = new Block();
    private final Block columns = new Block();
    private final FloatBuffer products = direct(ROWS * COLUMNS);
    private final float[] line = new float[COLUMNS];
  }

  /** Vectors one after the other. */
  private static final class Block {
    private FloatBuffer numbers = FloatBuffer.allocate(0);
    private int count;
    private int dimension;

    /** Takes some vectors; those that lack to the least number are whatever was there before. */
    void load(float[][] vectors, int first, int wanted, int least) {
      dimension = vectors[first].length;
      count = Math.max(wanted, least);
      if (numbers.capacity() < count * dimension) {
        numbers = direct(count * dimension);
      }
      for (int i = 0; i < wanted; i++) {
        numbers.put(i * dimension, vectors[first + i], 0, dimension);
      }
    }

    FloatBuffer buffer() {
      return numbers.slice(0, count * dimension);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Float.BYTES * floats)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
