package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.penumbra.UserException;

class LinearHeadTrainerTest {

  @ParameterizedTest(name = "{0}: {1} x {2}, {3} positive, noise {4}, λ {5}")
  @CsvSource({
    "as in a run, 450, 384, 0.4, 1.0, 200",
    "as in a run, 450, 384, 0.4, 1.0, 100",
    "separable, 200, 384, 0.5, 0.0, 200",
    "separable and hardly penalised, 60, 100, 0.5, 0.0, 0.01",
    "imbalanced, 400, 64, 0.01, 0.5, 200",
    "more items than coordinates, 1500, 16, 0.2, 1.0, 5",
    "tiny, 2, 384, 0.5, 0.0, 200",
    "tiny, 5, 3, 0.2, 1.0, 1",
  })
  void reachesTheLossOfAReferenceSolver(
      String name, int size, int length, double positive, double noise, double lambda) {
    Made made = new Made(size, length, positive, noise, 7);
    Standardiser standardiser = Standardiser.of(made.pool());
    TrainingSet items = made.items(size);
    double expected = ReferenceSolver.loss(items, standardiser, lambda);

    TrainedHead head = new LinearHeadTrainer(lambda).train(items, standardiser);

    assertThat(head.loss()).isCloseTo(expected, within(1e-6));
    assertThat(head.gradientNorm()).isLessThanOrEqualTo(LinearHeadTrainer.DEFAULT_TOLERANCE);
  }

  @Test
  void losesNothingThatMattersAtTheToleranceOfTheSettings() {
    Made made = new Made(450, 384, 0.4, 1.0, 7);
    Standardiser standardiser = Standardiser.of(made.pool());
    double expected = ReferenceSolver.loss(made.items(450), standardiser, 200);

    TrainedHead head = new LinearHeadTrainer(200, 1e-4, 2000).train(made.items(450), standardiser);

    assertThat(head.loss()).isCloseTo(expected, within(1e-4));
    assertThat(head.gradientNorm()).isLessThanOrEqualTo(1e-4);
  }

  @Test
  void takesFarFewerIterationsThanSteepestDescent() {
    Made made = new Made(450, 384, 0.4, 1.0, 7);

    TrainedHead head =
        new LinearHeadTrainer(200).train(made.items(450), Standardiser.of(made.pool()));

    assertThat(head.iterations()).isLessThan(120);
  }

  @Test
  void givesTheSameWeightsBitForBitWhateverTheOrderOfTheItems() {
    Made made = new Made(200, 384, 0.3, 1.0, 3);
    Standardiser standardiser = Standardiser.of(made.pool());
    List<Integer> shuffled = new ArrayList<>(range(200));
    Collections.shuffle(shuffled, new Random(5));

    HeadModel once = new LinearHeadTrainer(200).train(made.items(200), standardiser).model();
    HeadModel again = new LinearHeadTrainer(200).train(made.items(shuffled), standardiser).model();

    assertThat(again).isEqualTo(once);
  }

  @Test
  void foldsTheStandardisationIntoTheLinearModel() {
    Made made = new Made(100, 24, 0.3, 0.5, 3);
    Standardiser standardiser = Standardiser.of(made.pool());
    TrainedHead head = new LinearHeadTrainer(10).train(made.items(100), standardiser);
    float[] vector = made.pool().vectors()[17];

    INDArray output =
        head.network().output(Nd4j.createFromArray(new double[][] {standardiser.apply(vector)}));

    double probability = 1 / (1 + Math.exp(-head.model().score(vector)));
    assertThat(probability).isCloseTo(output.getDouble(0), within(1e-6));
  }

  @Test
  void savesANetworkThatStandardisesAndScoresAlike(@TempDir Path folder) throws Exception {
    Made made = new Made(100, 24, 0.3, 0.5, 3);
    TrainedHead head =
        new LinearHeadTrainer(10).train(made.items(100), Standardiser.of(made.pool()));
    Path file = folder.resolve("network.zip");
    float[] vector = made.pool().vectors()[17];

    head.write(file);

    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    INDArray input =
        Nd4j.createFromArray(new float[][] {vector}).castTo(network.params().dataType());
    NormalizerStandardize saved = ModelSerializer.restoreNormalizerFromFile(file.toFile());
    saved.transform(input);
    double probability = 1 / (1 + Math.exp(-head.model().score(vector)));
    assertThat(network.output(input).getDouble(0)).isCloseTo(probability, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 0"})
  void needsBothLabels(int positives, int negatives) {
    TrainingSet items =
        new TrainingSet(
            List.of("a", "b", "c"),
            List.of("a", "b", "c"),
            new float[][] {{1, 0}, {0, 1}, {1, 0}},
            positives == 3 ? new int[] {1, 1, 1} : new int[3]);

    assertThatThrownBy(
            () -> new LinearHeadTrainer(200).train(items, new Standardiser(new float[2], 1)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot train the student: found %d positive and %d negative labels. It needs at"
                + " least one of each; label another batch first.",
            positives, negatives);
  }

  @Test
  void refusesVectorsOfDifferentEncoders() {
    assertThatThrownBy(
            () ->
                new TrainingSet(
                    List.of("a", "b"),
                    List.of("a", "b"),
                    new float[][] {{1, 0}, {1, 0, 0}},
                    new int[2]))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use the vector of item b: found length 3 where the others have 2. Embed all"
                + " items with one model.");
  }

  private static List<Integer> range(int count) {
    return java.util.stream.IntStream.range(0, count).boxed().toList();
  }
}
