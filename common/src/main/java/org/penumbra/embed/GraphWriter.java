package org.penumbra.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.penumbra.embed.OnnxGraph.Tensor;

/** Puts an ONNX model together, node by node; each call returns the name of what the node makes. */
final class GraphWriter {

  /** The domain of ONNX Runtime's own operators. */
  static final String RUNTIME = "com.microsoft";

  static final int UINT8 = 2;
  static final int INT8 = 3;
  static final int INT32 = 6;

  private static final int IR_VERSION = 10;
  private static final int OPSET = 21;
  private static final int RUNTIME_OPSET = 1;
  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;

  private final List<Consumer<OnnxMessage>> nodes = new ArrayList<>();
  private final List<Consumer<OnnxMessage>> constants = new ArrayList<>();
  private int named;

  /** A node that makes one value. */
  String node(String domain, String op, List<String> inputs, Attribute... attributes) {
    return node(domain, op, inputs, 1, attributes).get(0);
  }

  /** A node that makes several values. */
  List<String> node(
      String domain, String op, List<String> inputs, int outputs, Attribute... attributes) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      made.add(op + "-" + named++);
    }
    add(domain, op, inputs, made, attributes);
    return made;
  }

  /** Gives a value the name that callers ask for. */
  void name(String value, String output) {
    add("", "Identity", List.of(value), List.of(output));
  }

  private void add(
      String domain, String op, List<String> inputs, List<String> made, Attribute... attributes) {
    nodes.add(
        node -> {
          inputs.forEach(input -> node.text(1, input));
          made.forEach(output -> node.text(2, output));
          node.text(4, op);
          for (Attribute attribute : attributes) {
            node.message(5, attribute::write);
          }
          node.text(7, domain);
        });
  }

  String constant(Tensor tensor) {
    String name = "constant-" + named++;
    constants.add(
        constant -> {
          tensor.shape().forEach(size -> constant.number(1, size));
          constant.number(2, tensor.type()).text(8, name).bytes(9, tensor.bytes());
        });
    return name;
  }

  String constant(float value) {
    return constant(new Tensor(List.of(), OnnxGraph.FLOAT, buffer(4).putFloat(0, value)));
  }

  /** A list of one integer, as operators take axes and shapes. */
  String integers(long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(new Tensor(List.of(values.length), OnnxGraph.INT64, bytes));
  }

  static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The model.
   *
   * @param inputs names of rows x tokens of whole numbers
   * @param output name of rows x tokens x d numbers
   */
  byte[] model(List<String> inputs, String output, int dimension) {
    return OnnxMessage.of(
        model ->
            model
                .number(1, IR_VERSION)
                .message(8, opset -> opset.text(1, "").number(2, OPSET))
                .message(8, opset -> opset.text(1, RUNTIME).number(2, RUNTIME_OPSET))
                .message(7, graph -> graph(graph, inputs, output, dimension)));
  }

  private void graph(OnnxMessage graph, List<String> inputs, String output, int dimension) {
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "encoder");
    constants.forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, value -> value(value, input, OnnxGraph.INT64, 0)));
    graph.message(12, value -> value(value, output, OnnxGraph.FLOAT, dimension));
  }

  private static void value(OnnxMessage value, String name, int type, int dimension) {
    Consumer<OnnxMessage> shape =
        sizes -> {
          sizes.message(1, size -> size.text(2, "rows")).message(1, size -> size.text(2, "tokens"));
          if (dimension > 0) {
            sizes.message(1, size -> size.number(1, dimension));
          }
        };
    value
        .text(1, name)
        .message(2, kind -> kind.message(1, tensor -> tensor.number(1, type).message(2, shape)));
  }

  /** A setting of a node. */
  record Attribute(String name, Number value) {

    private void write(OnnxMessage attribute) {
      attribute.text(1, name);
      if (value instanceof Float real) {
        attribute.real(2, real).number(20, ATTRIBUTE_FLOAT);
      } else {
        attribute.number(3, value.longValue()).number(20, ATTRIBUTE_INT);
      }
    }
  }
}
