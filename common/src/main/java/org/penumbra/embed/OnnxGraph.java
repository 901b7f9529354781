package org.penumbra.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX model as it was read: its nodes by the value they make, and its weights, which stay where
 * they lie in the model's bytes (field numbers as in onnx.proto).
 */
final class OnnxGraph {

  static final int FLOAT = 1;
  static final int INT64 = 7;

  private final Map<String, Node> makers = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();

  private OnnxGraph() {}

  /**
   * A step of the computation.
   *
   * @param op the operator's name
   * @param inputs names of the values it takes; empty where one is left out
   * @param numbers its attributes that are single numbers
   */
  record Node(String op, List<String> inputs, Map<String, Double> numbers) {}

  /**
   * Numbers that belong to the model.
   *
   * @param shape its dimensions
   * @param type as ONNX counts types
   * @param bytes the numbers, little-endian
   */
  record Tensor(List<Integer> shape, int type, ByteBuffer bytes) {

    FloatBuffer floats() {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    LongBuffer longs() {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /** The only number, where there is one and it is a float. */
    Optional<Float> scalar() {
      return type == FLOAT && bytes.remaining() == Float.BYTES
          ? Optional.of(floats().get(0))
          : Optional.empty();
    }
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if it is none
   */
  static OnnxGraph read(byte[] model) {
    OnnxGraph graph = new OnnxGraph();
    try {
      for (OnnxField field : OnnxField.of(ByteBuffer.wrap(model))) {
        if (field.number() == 7) {
          OnnxField.of(field.bytes()).forEach(graph::add);
        }
      }
    } catch (RuntimeException e) { // whatever bytes that are no message lead to
      throw new IllegalArgumentException("its bytes cannot be read as ONNX", e);
    }
    return graph;
  }

  /** Names of what it gives. */
  List<String> outputs() {
    return outputs;
  }

  /** The node that makes a value; none for inputs and weights. */
  Optional<Node> maker(String value) {
    return Optional.ofNullable(makers.get(value));
  }

  /** The weights of this name. */
  Optional<Tensor> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** Names of the graph's inputs and of weights with several numbers that a value depends on. */
  Set<String> origins(String value) {
    Set<String> origins = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<String> waiting = new ArrayList<>(List.of(value));
    while (!waiting.isEmpty()) {
      String next = waiting.remove(waiting.size() - 1);
      if (next.isEmpty() || !seen.add(next)) {
        continue;
      }
      Node maker = makers.get(next);
      if (maker != null) {
        waiting.addAll(maker.inputs());
      } else if (!constants.containsKey(next) || constants.get(next).shape().size() > 1) {
        origins.add(next);
      }
    }
    return origins;
  }

  private void add(OnnxField field) {
    switch (field.number()) {
      case 1 -> addNode(field.bytes());
      case 5 -> tensor(field.bytes()).ifPresent(named -> constants.put(named.name, named.tensor));
      case 12 -> outputs.add(text(field.bytes(), 1));
      default -> {}
    }
  }

  private void addNode(ByteBuffer bytes) {
    List<String> inputs = new ArrayList<>();
    List<String> made = new ArrayList<>();
    Map<String, Double> numbers = new HashMap<>();
    String op = "";
    Optional<Tensor> value = Optional.empty();
    for (OnnxField field : OnnxField.of(bytes)) {
      switch (field.number()) {
        case 1 -> inputs.add(field.text());
        case 2 -> made.add(field.text());
        case 4 -> op = field.text();
        case 5 -> {
          Optional<Tensor> tensor = attribute(field.bytes(), numbers);
          value = tensor.isPresent() ? tensor : value;
        }
        default -> {}
      }
    }
    if (op.equals("Constant") && value.isPresent()) {
      constants.put(made.get(0), value.get());
    } else {
      Node node = new Node(op, inputs, numbers);
      made.forEach(name -> makers.put(name, node));
    }
  }

  private static Optional<Tensor> attribute(ByteBuffer bytes, Map<String, Double> numbers) {
    String name = text(bytes, 1);
    Optional<Tensor> value = Optional.empty();
    for (OnnxField field : OnnxField.of(bytes)) {
      switch (field.number()) {
        case 2 -> numbers.put(name, (double) field.real());
        case 3 -> numbers.put(name, (double) field.varint());
        case 5 -> value = tensor(field.bytes()).map(NamedTensor::tensor);
        default -> {}
      }
    }
    return value;
  }

  private record NamedTensor(String name, Tensor tensor) {}

  /** None where the numbers lie in files beside the model, or in a form that weights never have. */
  private static Optional<NamedTensor> tensor(ByteBuffer bytes) {
    List<Integer> shape = new ArrayList<>();
    String name = "";
    int type = 0;
    ByteBuffer raw = null;
    for (OnnxField field : OnnxField.of(bytes)) {
      switch (field.number()) {
        case 1 -> field.varints().forEach(size -> shape.add(Math.toIntExact(size)));
        case 2 -> type = (int) field.varint();
        case 8 -> name = field.text();
        case 9 -> raw = field.bytes();
        default -> {}
      }
    }
    return raw == null
        ? Optional.empty()
        : Optional.of(new NamedTensor(name, new Tensor(List.copyOf(shape), type, raw)));
  }

  private static String text(ByteBuffer message, int number) {
    return OnnxField.of(message).stream()
        .filter(field -> field.number() == number)
        .findFirst()
        .map(OnnxField::text)
        .orElse("");
  }
}
