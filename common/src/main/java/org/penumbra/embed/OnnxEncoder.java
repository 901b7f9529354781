package org.penumbra.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.penumbra.Errors;

/**
 * Runs a sentence encoder in this process with ONNX Runtime, one thread per call; callers may be
 * several threads at once.
 *
 * <p>A batch holds windows of one length only. So nothing is padded, and what a text's neighbours
 * in the call can change is the number of rows of its batch, which leaves the arithmetic of a row
 * as it is in single precision: a text has the same vector, bit for bit, in every company. Models
 * that quantise over the batch get one window at a time, to the same end.
 */
public final class OnnxEncoder implements TextEncoder {

  private final String name;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WindowTokenizer tokenizer;
  private final ModelSignature signature;
  private final int batchSize;
  private final int dimension;

  /** Native memory must not go while a task thread is inside it, as at a sudden shutdown. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxEncoder(
      String name,
      OrtEnvironment environment,
      OrtSession session,
      WindowTokenizer tokenizer,
      ModelSignature signature,
      int batchSize,
      Window probe)
      throws OrtException {
    this.name = name;
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.signature = signature;
    this.batchSize = batchSize;
    this.dimension = run(List.of(probe))[0].length;
  }

  /**
   * Loads a model and runs it once, on the longest window it will meet.
   *
   * @throws org.penumbra.UserException if the model or its tokenizer cannot be used, takes shorter
   *     windows than the options ask for, or this machine cannot run the native libraries
   */
  public static OnnxEncoder open(EncoderModel model, EncoderOptions options, NativeCache natives) {
    int positions = model.positions().orElse(Integer.MAX_VALUE);
    if (options.maxTokens() > positions) {
      throw Errors.encoderTokens(model.name(), options.maxTokens(), positions);
    }
    return NativeMachine.ofThisProcess().run(() -> load(model, options, natives));
  }

  private static OnnxEncoder load(EncoderModel model, EncoderOptions options, NativeCache natives) {
    natives.install();
    WindowTokenizer tokenizer = WindowTokenizer.open(model, options);
    OrtSession session = null;
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      session = OnnxSession.open(environment, model, options.device());
      ModelSignature signature = ModelSignature.of(model, session);
      int batchSize = model.batchDependent() ? 1 : options.batchSize();
      Window probe = tokenizer.longest(options.maxTokens());
      return new OnnxEncoder(
          model.name(), environment, session, tokenizer, signature, batchSize, probe);
    } catch (OrtException e) {
      close(tokenizer, session);
      throw Errors.encoderNotOnnx(model.name(), e.getMessage());
    } catch (RuntimeException e) {
      close(tokenizer, session);
      throw e;
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public List<EncodedText> encode(List<String> texts) {
    List<Window> all = new ArrayList<>(texts.size());
    float[][] vectors = new float[texts.size()][];
    boolean[] truncated = new boolean[texts.size()];
    enter();
    try {
      for (int i = 0; i < texts.size(); i++) {
        WindowTokenizer.Windows windows = tokenizer.windows(texts.get(i), i);
        all.addAll(windows.kept());
        vectors[i] = new float[windows.kept().size() * dimension];
        truncated[i] = windows.truncated();
      }
    } finally {
      life.readLock().unlock();
    }
    all.sort(Window.BY_CONTENT);
    try {
      encode(all, vectors);
    } catch (OrtException e) {
      throw new IllegalStateException("The encoder " + name + " failed on a batch", e);
    }
    List<EncodedText> encoded = new ArrayList<>(texts.size());
    for (int i = 0; i < vectors.length; i++) {
      encoded.add(encoded(vectors[i], truncated[i]));
    }
    return encoded;
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        close(tokenizer, session);
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private void encode(List<Window> sorted, float[][] vectors) throws OrtException {
    for (int from = 0, to; from < sorted.size(); from = to) {
      to = endOfBatch(sorted, from);
      List<Window> batch = sorted.subList(from, to);
      float[][] rows = run(batch);
      for (int row = 0; row < rows.length; row++) {
        Window window = batch.get(row);
        System.arraycopy(
            rows[row], 0, vectors[window.text()], window.index() * dimension, dimension);
      }
    }
  }

  private EncodedText encoded(float[] windows, boolean truncated) {
    if (windows.length == dimension) {
      return new EncodedText(windows, null, truncated);
    }
    double[] sum = new double[dimension];
    for (int i = 0; i < windows.length; i++) {
      sum[i % dimension] += windows[i];
    }
    return new EncodedText(Vectors.normalised(sum), windows, truncated);
  }

  private int endOfBatch(List<Window> sorted, int from) {
    int length = sorted.get(from).length();
    int to = from + 1;
    while (to < sorted.size() && to - from < batchSize && sorted.get(to).length() == length) {
      to++;
    }
    return to;
  }

  /** Unit vectors of windows that are all of one length. */
  private float[][] run(List<Window> batch) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    int rows = signature.rows(batch);
    enter();
    try {
      for (ModelInput input : signature.inputs()) {
        inputs.put(input.graphName(), input.tensor(environment, batch, rows));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(signature.output()))) {
        return signature.vectors((OnnxTensor) result.get(0), batch.size());
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
      life.readLock().unlock();
    }
  }

  /** Takes a part in the encoder's life: nothing native goes until it is given back. */
  private void enter() {
    life.readLock().lock();
    if (closed) {
      life.readLock().unlock();
      throw new IllegalStateException("The encoder " + name + " is closed");
    }
  }

  private static void close(WindowTokenizer tokenizer, OrtSession session) {
    tokenizer.close();
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("The encoder could not give its memory back", e);
      }
    }
  }
}
