package org.penumbra.embed;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.penumbra.embed.OnnxGraph.Tensor;

/**
 * Weights as integers from -63 to 63 and a scale for each column. Seven bits, because on processors
 * without instructions for 8-bit products two of them are added in 16 bits, which eight bits would
 * overflow: so every processor comes to the same integers.
 *
 * @param numbers inputs x outputs
 * @param scales one for each output
 */
record QuantisedColumns(Tensor numbers, Tensor scales) {

  private static final int GREATEST = 63;

  static QuantisedColumns of(Tensor weights) {
    int inputs = weights.shape().get(0);
    int outputs = weights.shape().get(1);
    FloatBuffer from = weights.floats();
    float[] scales = new float[outputs];
    for (int i = 0; i < inputs * outputs; i++) {
      scales[i % outputs] = Math.max(scales[i % outputs], Math.abs(from.get(i)) / GREATEST);
    }
    ByteBuffer numbers = GraphWriter.buffer(inputs * outputs);
    for (int i = 0; i < inputs * outputs; i++) {
      float scale = scales[i % outputs];
      numbers.put(i, (byte) (scale > 0 ? Math.round(from.get(i) / scale) : 0));
    }
    ByteBuffer scaleBytes = GraphWriter.buffer(outputs * Float.BYTES);
    scaleBytes.asFloatBuffer().put(scales);
    return new QuantisedColumns(
        new Tensor(weights.shape(), GraphWriter.INT8, numbers),
        new Tensor(List.of(outputs), OnnxGraph.FLOAT, scaleBytes));
  }
}
