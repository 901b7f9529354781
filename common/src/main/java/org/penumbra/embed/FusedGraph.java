package org.penumbra.embed;

import static org.penumbra.embed.GraphWriter.RUNTIME;

import java.nio.ByteBuffer;
import java.util.List;
import org.penumbra.embed.BertWeights.Dense;
import org.penumbra.embed.BertWeights.Layer;
import org.penumbra.embed.BertWeights.Norm;
import org.penumbra.embed.GraphWriter.Attribute;
import org.penumbra.embed.OnnxGraph.Tensor;

/**
 * A BERT encoder written anew with the fused operators of ONNX Runtime: embedding and its
 * normalisation, attention, residual and normalisation, bias and GELU are a step each. There is no
 * mask, as all windows of a batch have one length.
 */
final class FusedGraph {

  /** Counted up when what is written changes, as vectors then have other last bits. */
  static final int VERSION = 1;

  /** The integer that stands for zero: products take numbers from 0 to 255. */
  private static final int ZERO = 128;

  /** What a token of zeros is scaled by, in place of a division by zero. */
  private static final float LEAST = 1e-30f;

  private static final String IDS = ModelInput.INPUT_IDS.graphName();
  private static final String TYPES = ModelInput.TOKEN_TYPE_IDS.graphName();

  private final GraphWriter graph = new GraphWriter();
  private final BertWeights bert;
  private final Precision precision;

  private FusedGraph(BertWeights bert, Precision precision) {
    this.bert = bert;
    this.precision = precision;
  }

  /** The model, as {@code createSession} takes it. */
  static byte[] model(BertWeights bert, Precision precision) {
    return new FusedGraph(bert, precision).model();
  }

  private byte[] model() {
    String states = embedded();
    for (Layer layer : bert.layers()) {
      String attention =
          precision == Precision.INT8
              ? quantisedAttention(states, layer)
              : attention(states, layer);
      String middle = normed(layer.attended(), attention, states, layer.afterAttention());
      String wide =
          graph.node(
              RUNTIME,
              "BiasGelu",
              List.of(product(layer.wide(), middle), graph.constant(layer.wide().bias())));
      states = normed(layer.narrow(), wide, middle, layer.afterNarrow());
    }
    graph.name(states, bert.output());
    return graph.model(List.of(IDS, TYPES), bert.output(), bert.dimension());
  }

  private String embedded() {
    return graph
        .node(
            RUNTIME,
            "EmbedLayerNormalization",
            List.of(
                narrowed(IDS),
                narrowed(TYPES),
                graph.constant(bert.words()),
                graph.constant(bert.positions()),
                graph.constant(bert.types()),
                graph.constant(bert.embedded().scale()),
                graph.constant(bert.embedded().shift())),
            2,
            new Attribute("epsilon", bert.embedded().epsilon()))
        .get(0);
  }

  private String narrowed(String input) {
    return graph.node("", "Cast", List.of(input), new Attribute("to", GraphWriter.INT32));
  }

  private String attention(String states, Layer layer) {
    Dense all = Columns.beside(layer.query(), layer.key(), layer.value());
    return graph.node(
        RUNTIME,
        "Attention",
        List.of(states, graph.constant(all.weights()), graph.constant(all.bias())),
        new Attribute("num_heads", layer.heads()));
  }

  private String quantisedAttention(String states, Layer layer) {
    Dense all = Columns.beside(layer.query(), layer.key(), layer.value());
    List<String> parts =
        graph.node(
            "",
            "Split",
            List.of(product(all, states)),
            3,
            new Attribute("axis", 2),
            new Attribute("num_outputs", 3));
    return graph.node(
        RUNTIME,
        "MultiHeadAttention",
        List.of(parts.get(0), parts.get(1), parts.get(2), graph.constant(all.bias())),
        new Attribute("num_heads", layer.heads()));
  }

  /** A product with its bias and a residual, normalised. */
  private String normed(Dense dense, String input, String residual, Norm norm) {
    return graph.node(
        RUNTIME,
        "SkipLayerNormalization",
        List.of(
            product(dense, input),
            residual,
            graph.constant(norm.scale()),
            graph.constant(norm.shift()),
            graph.constant(dense.bias())),
        new Attribute("epsilon", norm.epsilon()));
  }

  private String product(Dense dense, String input) {
    return precision == Precision.INT8
        ? quantisedProduct(dense, input)
        : graph.node("", "MatMul", List.of(input, graph.constant(dense.weights())));
  }

  /**
   * A product of 8-bit integers. Each token's numbers are scaled by the greatest among them, so a
   * vector does not depend on what else is in the batch; each column of weights by its own.
   */
  private String quantisedProduct(Dense dense, String input) {
    QuantisedColumns weights = QuantisedColumns.of(dense.weights());
    String rows = graph.node("", "Reshape", List.of(input, graph.integers(-1, dense.inputs())));
    String greatest =
        graph.node(
            "",
            "ReduceMax",
            List.of(graph.node("", "Abs", List.of(rows)), graph.integers(1)),
            new Attribute("keepdims", 0));
    String scales =
        graph.node(
            "",
            "Mul",
            List.of(
                graph.node("", "Max", List.of(greatest, graph.constant(LEAST))),
                graph.constant(1f / (ZERO - 1))));
    String zeros =
        graph.node(
            "", "Expand", List.of(zero(List.of(1)), graph.node("", "Shape", List.of(scales))));
    String numbers =
        graph.node("", "QuantizeLinear", List.of(rows, scales, zeros), new Attribute("axis", 0));
    String products =
        graph.node(
            RUNTIME,
            "MatMulIntegerToFloat",
            List.of(
                numbers,
                graph.constant(weights.numbers()),
                graph.constant(1f),
                graph.constant(weights.scales()),
                zero(List.of())));
    String scaled =
        graph.node(
            "",
            "Mul",
            List.of(products, graph.node("", "Unsqueeze", List.of(scales, graph.integers(1)))));
    String shape =
        graph.node(
            "",
            "Concat",
            List.of(graph.node("", "Shape", List.of(IDS)), graph.integers(dense.outputs())),
            new Attribute("axis", 0));
    return graph.node("", "Reshape", List.of(scaled, shape));
  }

  private String zero(List<Integer> shape) {
    ByteBuffer bytes = GraphWriter.buffer(1).put(0, (byte) ZERO);
    return graph.constant(new Tensor(shape, GraphWriter.UINT8, bytes));
  }
}
