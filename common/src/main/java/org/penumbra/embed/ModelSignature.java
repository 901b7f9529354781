package org.penumbra.embed;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.penumbra.Errors;

/**
 * What a model is given and which of its outputs is read. A model that gives a vector per text
 * itself is taken at its word; else the vectors of the tokens are pooled here.
 *
 * @param inputs what the model takes
 * @param output the output's name in the graph
 * @param pooling how to pool it, or {@link Pooling#AUTO} if the model did
 */
record ModelSignature(List<ModelInput> inputs, String output, Pooling pooling) {

  private static final int PER_TEXT = 2;
  private static final int PER_TOKEN = 3;

  /** Outputs of these names first: a graph may have a pooler's output too, made for other ends. */
  private static final List<String> KNOWN =
      List.of("sentence_embedding", "last_hidden_state", "token_embeddings");

  static ModelSignature of(EncoderModel model, OrtSession session) throws OrtException {
    List<ModelInput> inputs = new ArrayList<>();
    for (String input : session.getInputNames()) {
      inputs.add(
          ModelInput.named(input)
              .orElseThrow(() -> Errors.encoderSignature(model.name(), "an input " + input)));
    }
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    String output = output(model, outputs);
    boolean pooled = rank(outputs.get(output)) == PER_TEXT;
    return new ModelSignature(inputs, output, pooled ? Pooling.AUTO : model.pooling());
  }

  private static String output(EncoderModel model, Map<String, NodeInfo> outputs) {
    for (String name : KNOWN) {
      if (outputs.containsKey(name) && rank(outputs.get(name)) > 0) {
        return name;
      }
    }
    for (int rank : new int[] {PER_TOKEN, PER_TEXT}) {
      for (Map.Entry<String, NodeInfo> output : outputs.entrySet()) {
        if (rank(output.getValue()) == rank) {
          return output.getKey();
        }
      }
    }
    throw Errors.encoderSignature(model.name(), "the outputs " + outputs.keySet());
  }

  private static int rank(NodeInfo output) {
    int rank = output.getInfo() instanceof TensorInfo info ? info.getShape().length : 0;
    return rank == PER_TEXT || rank == PER_TOKEN ? rank : 0;
  }

  /**
   * The rows a batch must have for its matrix products to have two rows at least: one row is
   * multiplied by another kernel, with other last bits.
   */
  int rows(List<Window> batch) {
    boolean thin = pooling == Pooling.AUTO || batch.get(0).length() == 1;
    return thin ? Math.max(2, batch.size()) : batch.size();
  }

  /** Unit vectors of the first {@code count} rows of the model's answer. */
  float[][] vectors(OnnxTensor answer, int count) {
    long[] shape = answer.getInfo().getShape();
    int width = shape.length == PER_TOKEN ? (int) shape[1] : 1;
    int dimension = (int) shape[shape.length - 1];
    float[] values = answer.getFloatBuffer().array();
    int pooled = pooling == Pooling.MEAN ? width : 1;
    float[][] vectors = new float[count][];
    for (int row = 0; row < count; row++) {
      double[] sum = new double[dimension];
      for (int token = 0; token < pooled; token++) {
        int start = (row * width + token) * dimension;
        for (int i = 0; i < dimension; i++) {
          sum[i] += values[start + i];
        }
      }
      vectors[row] = Vectors.normalised(sum);
    }
    return vectors;
  }
}
