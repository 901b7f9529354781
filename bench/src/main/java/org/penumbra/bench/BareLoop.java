package org.penumbra.bench;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.penumbra.embed.EncoderModel;

/**
 * What a few lines around ONNX Runtime would do: tokenize, sort by length, batches, of 16 if not
 * told otherwise, padded to their longest text, one session, a thread a core, each with its share
 * of the texts.
 */
final class BareLoop implements AutoCloseable {

  static final int BATCH = 16;

  private static final String MAX_TOKENS = "256";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final int batch;
  private final boolean mean;

  /**
   * @param model a built-in name
   */
  BareLoop(String model) throws OrtException, IOException {
    this(model, BATCH);
  }

  /**
   * @param model a built-in name
   * @param batch texts at once
   */
  BareLoop(String model, int batch) throws OrtException, IOException {
    this.batch = batch;
    this.mean = !model.equals(EncoderModel.BGE_SMALL);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream graph = BareLoop.class.getResourceAsStream("/" + model + ".onnx");
        InputStream json = BareLoop.class.getResourceAsStream("/" + model + "-tokenizer.json")) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(graph.readAllBytes(), options);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              json,
              Map.of(
                  "truncation", "longest_first", "maxLength", MAX_TOKENS, "padding", "do_not_pad"));
    }
  }

  /** Unit vectors in the order of the texts. */
  float[][] encode(List<String> texts, int threads) throws Exception {
    float[][] vectors = new float[texts.size()][];
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> shares = new ArrayList<>();
      for (int share = 0; share < threads; share++) {
        int first = share;
        shares.add(
            pool.submit(
                () -> {
                  encodeEvery(texts, first, threads, vectors);
                  return null;
                }));
      }
      for (Future<?> share : shares) {
        share.get();
      }
    } finally {
      pool.shutdown();
    }
    return vectors;
  }

  private void encodeEvery(List<String> texts, int first, int step, float[][] vectors)
      throws OrtException {
    List<Tokens> tokens = new ArrayList<>();
    for (int i = first; i < texts.size(); i += step) {
      tokens.add(new Tokens(tokenizer.encode(texts.get(i)).getIds(), i));
    }
    tokens.sort(Comparator.comparingInt(text -> text.ids.length));
    for (int from = 0; from < tokens.size(); from += batch) {
      encodeBatch(tokens.subList(from, Math.min(from + batch, tokens.size())), vectors);
    }
  }

  private void encodeBatch(List<Tokens> batch, float[][] vectors) throws OrtException {
    int width = batch.get(batch.size() - 1).ids.length;
    long[] ids = new long[batch.size() * width];
    long[] mask = new long[ids.length];
    for (int row = 0; row < batch.size(); row++) {
      long[] text = batch.get(row).ids;
      System.arraycopy(text, 0, ids, row * width, text.length);
      Arrays.fill(mask, row * width, row * width + text.length, 1);
    }
    long[] shape = {batch.size(), width};
    try (OnnxTensor input = tensor(ids, shape);
        OnnxTensor attention = tensor(mask, shape);
        OnnxTensor types = tensor(new long[ids.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
      float[] states = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
      int dimension = states.length / ids.length;
      for (int row = 0; row < batch.size(); row++) {
        int pooled = mean ? batch.get(row).ids.length : 1;
        vectors[batch.get(row).text] = pooled(states, row * width * dimension, pooled, dimension);
      }
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[] pooled(float[] states, int start, int tokens, int dimension) {
    float[] sum = new float[dimension];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < dimension; i++) {
        sum[i] += states[start + token * dimension + i];
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += (double) value * value;
    }
    float norm = (float) Math.sqrt(squares);
    for (int i = 0; i < dimension; i++) {
      sum[i] /= norm;
    }
    return sum;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    tokenizer.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Tokens(long[] ids, int text) {}
}
