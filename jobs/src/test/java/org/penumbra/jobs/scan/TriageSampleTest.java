package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriageSampleTest {

  private static final int TEXTS = 1_000;
  private static final double SHARE = 0.01;

  private final List<String> texts = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  TriageSampleTest() {
    for (int i = 0; i < TEXTS; i++) {
      texts.add("text " + i);
      scores.add((double) i);
    }
  }

  @Test
  void drawsBothSizesApartAndTheHighestScoresMostOfAll() {
    List<SampledText> sample =
        new TriageSample(100, 50, 0.05, 0.95, 17).stratified(texts, scores, SHARE);

    assertThat(sample).extracting(SampledText::text).doesNotHaveDuplicates();
    assertThat(sample.stream().filter(SampledText::band)).hasSize(50);
    assertThat(sample).hasSize(150);
    // Of the highest hundredth and twentieth more than of the lower half.
    assertThat(taken(sample, 990, 1_000)).isGreaterThan(1.5 * taken(sample, 0, 500));
    assertThat(taken(sample, 950, 990)).isGreaterThan(1.5 * taken(sample, 0, 500));
  }

  @Test
  void theBandsSampleStandsForTheCorpus() {
    List<SampledText> sample =
        new TriageSample(100, 50, 0.05, 0.95, 17).stratified(texts, scores, SHARE);

    double stoodFor =
        sample.stream().filter(SampledText::band).mapToDouble(text -> 1 / text.probability()).sum();
    assertThat(stoodFor).isCloseTo(TEXTS / SHARE, within(1e-6));
  }

  private static double taken(List<SampledText> sample, int from, int to) {
    return sample.stream().filter(text -> text.score() >= from && text.score() < to).count()
        / (double) (to - from);
  }

  @Test
  void allCandidatesServeWhereTheirAnswersAreThere() {
    List<SampledText> sample =
        new TriageSample(300, 100, 0.05, 0.95, 17).whole(texts, scores, SHARE);

    assertThat(sample).hasSize(TEXTS);
    assertThat(sample.stream().filter(SampledText::band))
        .hasSize(250)
        .allSatisfy(text -> assertThat(text.probability()).isEqualTo(0.25 * SHARE));
  }
}
