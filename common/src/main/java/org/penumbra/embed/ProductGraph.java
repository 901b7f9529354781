package org.penumbra.embed;

/**
 * An ONNX model of one node, products = rows x columns transposed, in the wire format of protocol
 * buffers (field numbers as in onnx.proto, opset 13). Shapes are left open.
 */
public final class ProductGraph {

  public static final String ROWS = "rows";
  public static final String COLUMNS = "columns";
  public static final String PRODUCTS = "products";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;

  private ProductGraph() {}

  /** The model, as {@code createSession} takes it. */
  public static byte[] model() {
    return OnnxMessage.of(
        model ->
            model
                .number(1, IR_VERSION)
                .message(8, opset -> opset.text(1, "").number(2, OPSET))
                .message(
                    7,
                    graph ->
                        graph
                            .message(1, ProductGraph::gemm)
                            .text(2, "product")
                            .message(11, input -> matrix(input, ROWS, "n", "d"))
                            .message(11, input -> matrix(input, COLUMNS, "m", "d"))
                            .message(12, output -> matrix(output, PRODUCTS, "n", "m"))));
  }

  private static void gemm(OnnxMessage node) {
    node.text(1, ROWS)
        .text(1, COLUMNS)
        .text(2, PRODUCTS)
        .text(4, "Gemm")
        .message(
            5, transposed -> transposed.text(1, "transB").number(3, 1).number(20, ATTRIBUTE_INT));
  }

  private static void matrix(OnnxMessage value, String name, String lines, String numbers) {
    value
        .text(1, name)
        .message(
            2,
            type ->
                type.message(
                    1,
                    tensor ->
                        tensor
                            .number(1, FLOAT)
                            .message(
                                2,
                                shape ->
                                    shape
                                        .message(1, size -> size.text(2, lines))
                                        .message(1, size -> size.text(2, numbers)))));
  }
}
