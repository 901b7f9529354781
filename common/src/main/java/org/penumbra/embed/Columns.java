package org.penumbra.embed;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.penumbra.embed.BertWeights.Dense;
import org.penumbra.embed.OnnxGraph.Tensor;

/** Puts products of one input side by side, so that they are one. */
final class Columns {

  private Columns() {}

  static Dense beside(Dense... parts) {
    int inputs = parts[0].inputs();
    int outputs = 0;
    for (Dense part : parts) {
      outputs += part.outputs();
    }
    ByteBuffer weights = GraphWriter.buffer(inputs * outputs * Float.BYTES);
    ByteBuffer biases = GraphWriter.buffer(outputs * Float.BYTES);
    int column = 0;
    for (Dense part : parts) {
      FloatBuffer from = part.weights().floats();
      for (int row = 0; row < inputs; row++) {
        weights
            .asFloatBuffer()
            .put(row * outputs + column, from, row * part.outputs(), part.outputs());
      }
      biases.asFloatBuffer().put(column, part.bias().floats(), 0, part.outputs());
      column += part.outputs();
    }
    return new Dense(
        new Tensor(List.of(inputs, outputs), OnnxGraph.FLOAT, weights),
        new Tensor(List.of(outputs), OnnxGraph.FLOAT, biases));
  }
}
