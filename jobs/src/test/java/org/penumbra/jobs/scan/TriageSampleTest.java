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
    List<SampledText> sample = new TriageSample(100, 50, 17).stratified(texts, scores, SHARE);

    assertThat(sample).extracting(SampledText::text).doesNotHaveDuplicates();
    assertThat(sample.stream().filter(SampledText::band)).hasSize(50);
    assertThat(sample).hasSize(150);
    // The highest hundredth gives all it has.
    assertThat(sample.stream().filter(text -> text.score() >= 990)).hasSize(10);
  }

  @Test
  void theBandsSampleStandsForTheCorpus() {
    List<SampledText> sample = new TriageSample(100, 50, 17).stratified(texts, scores, SHARE);

    double stoodFor =
        sample.stream().filter(SampledText::band).mapToDouble(text -> 1 / text.probability()).sum();
    assertThat(stoodFor).isCloseTo(TEXTS / SHARE, within(1e-6));
  }

  @Test
  void allCandidatesServeWhereTheirAnswersAreThere() {
    List<SampledText> sample = new TriageSample(300, 100, 17).whole(texts, scores, SHARE);

    assertThat(sample).hasSize(TEXTS);
    assertThat(sample.stream().filter(SampledText::band))
        .hasSize(250)
        .allSatisfy(text -> assertThat(text.probability()).isEqualTo(0.25 * SHARE));
  }
}
