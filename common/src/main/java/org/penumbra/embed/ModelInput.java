package org.penumbra.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a BERT-like encoder reads of a batch; a model may do without some. */
enum ModelInput {
  INPUT_IDS,
  ATTENTION_MASK,
  TOKEN_TYPE_IDS;

  /** The input of this name in the ONNX graph. */
  static Optional<ModelInput> named(String name) {
    return Arrays.stream(values()).filter(input -> input.graphName().equals(name)).findFirst();
  }

  String graphName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** rows x tokens: the windows, then the last one again until there are enough rows. */
  OnnxTensor tensor(OrtEnvironment environment, List<Window> batch, int rows) throws OrtException {
    int width = batch.get(0).length();
    LongBuffer buffer =
        ByteBuffer.allocateDirect(rows * width * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
    for (int row = 0; row < rows; row++) {
      buffer.put(row * width, values(batch.get(Math.min(row, batch.size() - 1))));
    }
    return OnnxTensor.createTensor(environment, buffer, new long[] {rows, width});
  }

  private long[] values(Window window) {
    return switch (this) {
      case INPUT_IDS -> window.ids();
      case TOKEN_TYPE_IDS -> window.types();
      case ATTENTION_MASK -> {
        long[] mask = new long[window.length()];
        Arrays.fill(mask, 1);
        yield mask;
      }
    };
  }
}
