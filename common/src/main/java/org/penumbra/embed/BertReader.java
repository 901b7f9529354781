package org.penumbra.embed;

import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.penumbra.embed.BertWeights.Dense;
import org.penumbra.embed.BertWeights.Layer;
import org.penumbra.embed.BertWeights.Norm;
import org.penumbra.embed.OnnxGraph.Node;
import org.penumbra.embed.OnnxGraph.Tensor;

/**
 * Recognises a BERT encoder (Devlin et al. 2019) in a graph as PyTorch exports it, walking from its
 * output back to its inputs, and takes its weights. Each step must be the one expected: a graph
 * that does anything else is not recognised.
 */
final class BertReader {

  private static final Set<String> OUTPUTS = Set.of("last_hidden_state", "token_embeddings");
  private static final double CLOSE = 1e-5;

  private final OnnxGraph graph;

  private BertReader(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Why a graph is not the one that is known. */
  static final class Unlike extends Exception {
    private Unlike(String reason) {
      super(reason);
    }
  }

  /**
   * Takes the weights of a model.
   *
   * @throws Unlike if it is no BERT encoder in single precision with its weights in the same file
   */
  static BertWeights read(byte[] model) throws Unlike {
    OnnxGraph graph;
    try {
      graph = OnnxGraph.read(model);
    } catch (IllegalArgumentException e) {
      throw new Unlike(e.getMessage());
    }
    return new BertReader(graph).weights();
  }

  private BertWeights weights() throws Unlike {
    // A graph that gives a vector per text may do more with the states than pooling.
    if (graph.outputs().size() != 1 || !OUTPUTS.contains(graph.outputs().get(0))) {
      throw new Unlike("it gives " + String.join(", ", graph.outputs()));
    }
    String output = graph.outputs().get(0);
    Deque<Layer> layers = new ArrayDeque<>();
    Normed states = normed(output);
    while (!embeds(states.of())) {
      BeforeLayer layer = layer(states);
      layers.addFirst(layer.layer());
      states = normed(layer.states());
    }
    check(!layers.isEmpty(), "it has no layers");
    Inputs sum = terms("Add", states.of());
    boolean positionsLeft = isGather(sum.left());
    String positions = positionsLeft ? sum.left() : sum.right();
    Inputs rest = terms("Add", positionsLeft ? sum.right() : sum.left());
    boolean wordsLeft = index(rest.left()).equals("input_ids");
    String words = wordsLeft ? rest.left() : rest.right();
    String types = wordsLeft ? rest.right() : rest.left();
    check(
        index(words).equals("input_ids") && index(types).equals("token_type_ids"),
        "its embeddings are not the sum of words, segments and positions");
    checkPositions(index(positions));
    return new BertWeights(
        table(words), table(positions), table(types), states.norm(), List.copyOf(layers), output);
  }

  /** A layer and the states it reads. */
  private record BeforeLayer(Layer layer, String states) {}

  private BeforeLayer layer(Normed last) throws Unlike {
    Residual narrow = residual(last.of());
    Multiplied wide = dense(gelu(narrow.dense().input()));
    Normed middle = normed(narrow.states());
    check(wide.input().equals(narrow.states()), "a residual skips something else");
    Residual attended = residual(middle.of());
    Attention attention = attention(attended.dense().input(), attended.states());
    return new BeforeLayer(
        new Layer(
            attention.heads(),
            attention.query(),
            attention.key(),
            attention.value(),
            attended.dense().dense(),
            middle.norm(),
            wide.dense(),
            narrow.dense().dense(),
            last.norm()),
        attended.states());
  }

  private record Attention(int heads, Dense query, Dense key, Dense value) {}

  private Attention attention(String value, String states) throws Unlike {
    Inputs product = terms("MatMul", only("Transpose", only("Reshape", value)));
    Inputs masked = terms("Add", only("Softmax", product.left()));
    Set<String> mask = graph.origins(masked.right());
    check(mask.equals(Set.of("attention_mask")), "its attention depends on more than the mask");
    Node scaled = node("Div", masked.left());
    float root = scalar(scaled.inputs().get(1));
    Inputs scores = terms("MatMul", scaled.inputs().get(0));
    Multiplied query = dense(only("Reshape", only("Transpose", scores.left())));
    Multiplied key = dense(only("Reshape", only("Transpose", scores.right())));
    Multiplied values = dense(only("Reshape", only("Transpose", product.right())));
    for (Multiplied part : List.of(query, key, values)) {
      check(part.input().equals(states), "its attention reads something else");
    }
    int width = Math.round(root * root);
    int dimension = query.dense().outputs();
    check(
        width > 0 && Math.abs(root * root - width) < CLOSE * width && dimension % width == 0,
        "its heads have no width that divides its states");
    return new Attention(dimension / width, query.dense(), key.dense(), values.dense());
  }

  /** What GELU is applied to: x * (erf(x / sqrt 2) + 1) / 2. */
  private String gelu(String value) throws Unlike {
    Inputs half = terms("Mul", value);
    checkScalar(half.right(), 0.5);
    Inputs product = terms("Mul", half.left());
    Inputs plusOne = terms("Add", product.right());
    checkScalar(plusOne.right(), 1);
    Inputs root = terms("Div", only("Erf", plusOne.left()));
    checkScalar(root.right(), Math.sqrt(2));
    check(root.left().equals(product.left()), "its activation is not GELU");
    return root.left();
  }

  private record Residual(Multiplied dense, String states) {}

  private Residual residual(String value) throws Unlike {
    Inputs sum = terms("Add", value);
    return new Residual(dense(sum.left()), sum.right());
  }

  private record Multiplied(Dense dense, String input) {}

  private Multiplied dense(String value) throws Unlike {
    Inputs sum = terms("Add", value);
    boolean biasFirst = graph.constant(sum.left()).isPresent();
    Inputs product = terms("MatMul", biasFirst ? sum.right() : sum.left());
    Tensor weights = floats(product.right(), 2);
    Tensor bias = floats(biasFirst ? sum.left() : sum.right(), 1);
    return new Multiplied(new Dense(weights, bias), product.left());
  }

  private record Normed(Norm norm, String of) {}

  private Normed normed(String value) throws Unlike {
    Inputs shifted = terms("Add", value);
    Inputs scaled = terms("Mul", shifted.left());
    Inputs divided = terms("Div", scaled.left());
    Inputs centred = terms("Sub", divided.left());
    check(only("ReduceMean", centred.right()).equals(centred.left()), "its mean is of another");
    Inputs variance = terms("Add", only("Sqrt", divided.right()));
    Inputs square = terms("Pow", only("ReduceMean", variance.left()));
    checkScalar(square.right(), 2);
    check(square.left().equals(divided.left()), "its variance is of another");
    return new Normed(
        new Norm(floats(scaled.right(), 1), floats(shifted.right(), 1), scalar(variance.right())),
        centred.left());
  }

  private boolean embeds(String value) {
    return graph
        .maker(value)
        .filter(sum -> sum.op().equals("Add") && sum.inputs().stream().anyMatch(this::isGather))
        .isPresent();
  }

  private boolean isGather(String value) {
    return graph.maker(value).filter(node -> node.op().equals("Gather")).isPresent();
  }

  private String index(String gather) throws Unlike {
    return node("Gather", gather).inputs().get(1);
  }

  private Tensor table(String gather) throws Unlike {
    return floats(node("Gather", gather).inputs().get(0), 2);
  }

  /** Positions must count from nought: those of RoBERTa depend on the tokens. */
  private void checkPositions(String value) throws Unlike {
    Tensor counted =
        graph
            .constant(node("Slice", value).inputs().get(0))
            .filter(tensor -> tensor.type() == OnnxGraph.INT64)
            .orElseThrow(() -> new Unlike("its positions are not counted"));
    LongBuffer numbers = counted.longs();
    for (int i = 0; i < numbers.remaining(); i++) {
      check(numbers.get(i) == i, "its positions do not count from nought");
    }
  }

  private record Inputs(String left, String right) {}

  private Inputs terms(String op, String value) throws Unlike {
    Node node = node(op, value);
    check(node.inputs().size() == 2, op + " takes " + node.inputs().size() + " values");
    return new Inputs(node.inputs().get(0), node.inputs().get(1));
  }

  private String only(String op, String value) throws Unlike {
    return node(op, value).inputs().get(0);
  }

  private Node node(String op, String value) throws Unlike {
    return graph
        .maker(value)
        .filter(maker -> maker.op().equals(op))
        .orElseThrow(() -> new Unlike("%s is not made by %s".formatted(value, op)));
  }

  private Tensor floats(String name, int rank) throws Unlike {
    return graph
        .constant(name)
        .filter(tensor -> tensor.type() == OnnxGraph.FLOAT && tensor.shape().size() == rank)
        .orElseThrow(() -> new Unlike(name + " is not weights in single precision"));
  }

  private float scalar(String name) throws Unlike {
    return graph
        .constant(name)
        .flatMap(Tensor::scalar)
        .orElseThrow(() -> new Unlike(name + " is not a number"));
  }

  private void checkScalar(String name, double wanted) throws Unlike {
    check(Math.abs(scalar(name) - wanted) < CLOSE, name + " is not " + wanted);
  }

  private static void check(boolean holds, String unless) throws Unlike {
    if (!holds) {
      throw new Unlike(unless);
    }
  }
}
