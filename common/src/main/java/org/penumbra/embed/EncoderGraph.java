package org.penumbra.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.penumbra.Errors;

/**
 * Which graph is run of a model: one written anew with fused operators, or the one that ships.
 *
 * @param bert the weights, where it is a BERT encoder as {@link BertReader} knows it
 * @param precision in which numbers it multiplies
 * @param unfused why not, where it is not
 */
record EncoderGraph(Optional<BertWeights> bert, Precision precision, Optional<String> unfused) {

  /**
   * Looks at a model.
   *
   * @throws org.penumbra.UserException if it is to be run in 8-bit integers and cannot
   */
  static EncoderGraph of(EncoderModel model) {
    try (InputStream graph = model.source().open(model.source().modelFiles().get(0))) {
      BertWeights bert = BertReader.read(graph.readAllBytes());
      return new EncoderGraph(Optional.of(bert), model.precision(), Optional.empty());
    } catch (BertReader.Unlike e) {
      if (model.precision() == Precision.INT8) {
        throw Errors.encoderPrecision(model.name(), e.getMessage());
      }
      return new EncoderGraph(Optional.empty(), Precision.FP32, Optional.of(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model as ONNX Runtime takes it; none where the one that ships is run. */
  Optional<byte[]> fused() {
    return bert.map(weights -> FusedGraph.model(weights, precision));
  }

  /**
   * What tells its vectors from those of another graph; nothing where the one that ships is run.
   */
  String kind() {
    return bert.isPresent() ? " fused " + FusedGraph.VERSION + " " + precision : "";
  }
}
