package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.penumbra.embed.EncodedText;

class LayeredHeadTrainerTest {

  private static final HeadTrainer TRAINER = HeadTrainer.of(List.of(8, 4), 0.01, 1e-3, 200, 7);

  @Test
  void learnsWhatNoLinearHeadCan() {
    TrainingSet items = exclusiveOr();
    Standardiser plain = new Standardiser(new float[2], 1);

    assertThat(rightOf(items, TRAINER.train(items, plain).model())).isEqualTo(items.size());
    assertThat(rightOf(items, new LinearHeadTrainer(0.01).train(items, plain).model()))
        .isLessThan(items.size() * 3 / 4);
  }

  @Test
  void scoresRawVectorsAsTheNetworkScoresStandardisedOnes() {
    Made made = new Made(100, 24, 0.3, 0.5, 3);
    Standardiser standardiser = Standardiser.of(made.pool());
    TrainedHead head = TRAINER.train(made.items(100), standardiser);
    float[] vector = made.pool().vectors()[17];

    INDArray output =
        head.network().output(Nd4j.createFromArray(new double[][] {standardiser.apply(vector)}));

    assertThat(1 / (1 + Math.exp(-head.model().score(vector))))
        .isCloseTo(output.getDouble(0), within(1e-5));
    assertThat(head.model().scaled(2, 3).score(vector))
        .isCloseTo(3 * (head.model().score(vector) - 2), within(1e-4));
  }

  @Test
  void isTheSameForTheSameSeed() {
    TrainingSet items = exclusiveOr();
    Standardiser plain = new Standardiser(new float[2], 1);

    HeadModel once = TRAINER.train(items, plain).model();

    assertThat(TRAINER.train(items, plain).model()).isEqualTo(once);
    assertThat(HeadTrainer.of(List.of(8, 4), 0.01, 1e-3, 200, 8).train(items, plain).model())
        .isNotEqualTo(once);
  }

  @Test
  void stopsWhereTheGradientIsSmallEnough() {
    Made made = new Made(100, 24, 0.3, 0.5, 3);

    TrainedHead head =
        HeadTrainer.of(List.of(8), 1, 0.05, 2000, 7)
            .train(made.items(100), Standardiser.of(made.pool()));

    assertThat(head.gradientNorm()).isLessThanOrEqualTo(0.05);
    assertThat(head.iterations()).isLessThan(2000);
  }

  @Test
  void scoresATextByItsHighestWindow() {
    HeadModel model =
        new LayeredModel(
            List.of(List.of(new LinearModel(new float[] {1, 0}, 0))),
            new LinearModel(new float[] {2}, 1));

    float[] windows = {0, 1, 1, 0};
    assertThat(model.score(new EncodedText(new float[] {0, 1}, windows, false)))
        .isCloseTo(2 * Math.tanh(1) + 1, within(1e-6));
    assertThat(model.score(new EncodedText(new float[] {0, 1}, null, false))).isEqualTo(1);
  }

  @Test
  void needsBothLabelsAndAHiddenUnit() {
    TrainingSet both = exclusiveOr();
    TrainingSet alike =
        new TrainingSet(
            both.ids(), both.groups(), both.vectors(), both.ngrams(), new int[both.size()]);

    assertThatThrownBy(() -> TRAINER.train(alike, new Standardiser(new float[2], 1)))
        .hasMessageContaining("It needs at least one of each");
    assertThatThrownBy(() -> new LayeredHeadTrainer(List.of(), 1, 1, 1, 1))
        .hasMessageStartingWith("Hidden layers, λ, tolerance and iterations are positive");
  }

  /** Positive where the two coordinates differ in sign. */
  private static TrainingSet exclusiveOr() {
    Random random = new Random(5);
    List<String> ids = new ArrayList<>();
    float[][] vectors = new float[200][2];
    int[] labels = new int[200];
    for (int i = 0; i < 200; i++) {
      ids.add("item-%03d".formatted(i));
      for (int d = 0; d < 2; d++) {
        vectors[i][d] = (float) ((random.nextBoolean() ? 1 : -1) * (0.3 + random.nextDouble()));
      }
      labels[i] = vectors[i][0] * vectors[i][1] < 0 ? 1 : 0;
    }
    return new TrainingSet(ids, ids, vectors, PoolSample.zeros(200), labels);
  }

  private static long rightOf(TrainingSet items, HeadModel model) {
    long right = 0;
    for (int i = 0; i < items.size(); i++) {
      right += (model.score(items.vectors()[i]) > 0 ? 1 : 0) == items.labels()[i] ? 1 : 0;
    }
    return right;
  }
}
