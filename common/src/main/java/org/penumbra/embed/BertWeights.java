package org.penumbra.embed;

import java.util.List;
import org.penumbra.embed.OnnxGraph.Tensor;

/**
 * All that a BERT encoder has learned.
 *
 * @param words vocabulary x d
 * @param positions longest window x d
 * @param types segments x d
 * @param embedded how the sum of the three is normalised
 * @param layers from the first to the last
 * @param output what the model calls the last layer's states
 */
record BertWeights(
    Tensor words,
    Tensor positions,
    Tensor types,
    Norm embedded,
    List<Layer> layers,
    String output) {

  /**
   * A product with weights, and what is added.
   *
   * @param weights inputs x outputs
   * @param bias one for each output
   */
  record Dense(Tensor weights, Tensor bias) {

    int inputs() {
      return weights.shape().get(0);
    }

    int outputs() {
      return weights.shape().get(1);
    }
  }

  /** A layer normalisation: (x - mean) / sqrt(variance + epsilon) * scale + shift. */
  record Norm(Tensor scale, Tensor shift, float epsilon) {}

  /**
   * A layer: attention with a residual, then two products with GELU between, with a residual.
   *
   * @param heads into which queries, keys and values are cut
   */
  record Layer(
      int heads,
      Dense query,
      Dense key,
      Dense value,
      Dense attended,
      Norm afterAttention,
      Dense wide,
      Dense narrow,
      Norm afterNarrow) {}

  /** The length of a token's state. */
  int dimension() {
    return words.shape().get(1);
  }
}
