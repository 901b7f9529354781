package org.penumbra.student;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained head.
 *
 * @param network reads standardised vectors
 * @param standardiser what they were standardised by
 * @param loss summed cross-entropy plus penalty at the end
 * @param gradientNorm norm of its gradient at the end, relative to that at zero weights
 * @param iterations of conjugate gradient
 */
public record LinearHead(
    MultiLayerNetwork network,
    Standardiser standardiser,
    double loss,
    double gradientNorm,
    int iterations) {

  /** The same head over raw vectors, without native code. */
  public LinearModel model() {
    double[] weights = network.getLayer(0).getParam("W").dup().ravel().toDoubleVector();
    return standardiser.fold(weights, network.getLayer(0).getParam("b").getDouble(0));
  }

  /** The bytes of what {@link #write} saves. */
  public byte[] zip() {
    try {
      Path file = Files.createTempFile("penumbra-network", ".zip");
      try {
        write(file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Saves the network with its standardisation as Deeplearning4j does (zip). */
  public void write(Path file) throws IOException {
    INDArray means = row(standardiser.inputMeans());
    INDArray scales = row(standardiser.inputScales());
    ModelSerializer.writeModel(network, file.toFile(), false);
    ModelSerializer.addNormalizerToModel(file.toFile(), new NormalizerStandardize(means, scales));
  }

  private INDArray row(double[] numbers) {
    return Nd4j.createFromArray(new double[][] {numbers}).castTo(network.params().dataType());
  }
}
