package org.penumbra.student;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
 * @param gradientNorm norm of its gradient at the end, relative to that at the start
 * @param iterations of training
 */
public record TrainedHead(
    MultiLayerNetwork network,
    Standardiser standardiser,
    double loss,
    double gradientNorm,
    int iterations) {

  /** The same head over raw vectors, without native code. */
  public HeadModel model() {
    int last = network.getnLayers() - 1;
    LinearModel output = units(last).get(0);
    return last == 0
        ? output
        : new LayeredModel(IntStream.range(0, last).mapToObj(this::units).toList(), output);
  }

  /** The units of a layer; the first one's read raw vectors, the standardisation folded in. */
  private List<LinearModel> units(int layer) {
    INDArray weights = network.getLayer(layer).getParam("W");
    INDArray biases = network.getLayer(layer).getParam("b");
    return IntStream.range(0, weights.columns())
        .mapToObj(
            unit -> {
              double[] column = weights.getColumn(unit).dup().toDoubleVector();
              double bias = biases.getDouble(unit);
              return layer == 0
                  ? standardiser.fold(column, bias)
                  : new LinearModel(floats(column), bias);
            })
        .toList();
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
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
