package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.Interval;
import org.penumbra.embed.EncodedText;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.Threshold;
import org.penumbra.score.WeightedAuc;

class ScoreInputTest {

  private static final int POOL = 2000;
  private static final float[] MEAN = {0.6f, 0, 0};

  private static final ScoreInput INPUT = of(i -> i * 10.0);

  @Test
  void theCoordinateVariesAsMuchAsOthersDo() {
    double[] coordinates =
        IntStream.range(0, POOL).mapToDouble(i -> INPUT.beside(MEAN, i * 10.0)[3]).toArray();

    double mean = Arrays.stream(coordinates).average().orElseThrow();
    double square = Arrays.stream(coordinates).map(x -> x * x).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-5));
    assertThat(square).as("(1 - |mean|²) / 3").isCloseTo(0.64 / 3, within(1e-5));
  }

  /** Yes or no, and ratings of which most are the lowest. */
  @ParameterizedTest
  @CsvSource({"2, 0.5", "5, 0.8"})
  void tiedScoresVaryAsMuchToo(int ratings, double lowest) {
    IntToDoubleFunction rating =
        i ->
            i < lowest * POOL ? 0 : 1 + (i - lowest * POOL) * (ratings - 1) / ((1 - lowest) * POOL);
    ScoreInput input = of(i -> Math.floor(rating.applyAsDouble(i)));
    double[] coordinates =
        IntStream.range(0, POOL)
            .mapToDouble(i -> input.beside(MEAN, Math.floor(rating.applyAsDouble(i)))[3])
            .toArray();

    double mean = Arrays.stream(coordinates).average().orElseThrow();
    double square =
        Arrays.stream(coordinates).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(Arrays.stream(coordinates).distinct().count()).isEqualTo(ratings);
    assertThat(square).isCloseTo(0.64 / 3, within(1e-5));
  }

  @Test
  void readsOnlyHowTheScoreRanks() {
    ScoreInput squared = of(i -> (double) i * i);

    assertThat(squared.beside(MEAN, 1500.0 * 1500)[3])
        .isCloseTo(INPUT.beside(MEAN, 15000)[3], within(1e-4f));
  }

  @Test
  void standsBesideEachWindow() {
    EncodedText text = new EncodedText(new float[] {1, 2}, new float[] {3, 4, 5, 6}, true);

    EncodedText read = INPUT.beside(text, 15000);

    float coordinate = INPUT.beside(MEAN, 15000)[3];
    assertThat(read.vector()).containsExactly(1, 2, coordinate);
    assertThat(read.windows()).containsExactly(3, 4, coordinate, 5, 6, coordinate);
    assertThat(read.truncated()).isTrue();
    assertThat(INPUT.beside(new EncodedText(new float[] {1, 2}, null, false), 15000).windows())
        .isNull();
  }

  @Test
  void aScoreWithoutSpreadOrVectorsWithoutOneAreNoError() {
    assertThat(of(i -> 1.0).beside(MEAN, 1)[3]).isZero();
    assertThat(
            ScoreInput.of(new double[] {1, 2}, new double[] {1, 1}, new float[] {1, 0})
                .beside(new float[] {1, 0}, 2)[2])
        .isZero();
  }

  @Test
  void isRefutedOnlyByLabelsThatLeaveNoDoubt() {
    assertThat(ScoreInput.refutedBy(new WeightedAuc(0.4, 100, 1000))).isTrue();
    assertThat(ScoreInput.refutedBy(new WeightedAuc(0.4, 5, 1000))).isFalse();
    assertThat(ScoreInput.refutedBy(new WeightedAuc(0.7, 100, 1000))).isFalse();
    assertThat(ScoreInput.refutedBy(new WeightedAuc(Double.NaN, 0, 30))).isFalse();
  }

  @Test
  void aStudentThatReadsItScoresNothingWithoutIt() {
    StudentModel student =
        new StudentModel(
            new StudentModel.Lineage("ads", "1", "encoder", "hash"),
            new StudentScorer(new LinearModel(new float[] {0, 0, 1, 1}, 0.5), null),
            null,
            INPUT,
            new Threshold(0, Interval.UNDEFINED, Threshold.ASSUMED),
            Calibration.UNDEFINED,
            new PercentileTable(2, new double[] {0, 1}),
            new StudentModel.Training(10, 4, 200, 1e-7, 1e-8, 1, 1, 1),
            new StudentModel.OutOfFoldSummary(0, 0, Double.NaN, Double.NaN, Double.NaN));
    EncodedText text = new EncodedText(new float[] {0, 0, 2}, null, false);

    assertThat(student.ofVectors(text, 15000))
        .isCloseTo(2.5 + INPUT.beside(MEAN, 15000)[3], within(1e-6));
    assertThatThrownBy(() -> student.ofVectors(text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This student scores only what a model has scored before");
  }

  @Test
  void aLinearHeadAddsAsMuchForItWhateverTheWindow() {
    LinearModel head = new LinearModel(new float[] {1, -2, 3}, 0.25);
    EncodedText text = new EncodedText(new float[] {1, 2}, new float[] {3, 4, 6, 5}, false);

    double apart = head.leading().score(text) + head.last() * INPUT.coordinate(15000);

    assertThat(head.leading().score(text)).isCloseTo(-4 + 0.25, within(1e-6));
    assertThat(head.score(INPUT.beside(text, 15000))).isCloseTo(apart, within(1e-6));
  }

  private static ScoreInput of(IntToDoubleFunction score) {
    double[] weights = new double[POOL];
    Arrays.fill(weights, 1);
    return ScoreInput.of(IntStream.range(0, POOL).mapToDouble(score).toArray(), weights, MEAN);
  }
}
