package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageBandTest {

  private static final double RARE = 1e-6;

  /** The rule's j of r sampled positives: the largest with P(Bin(r, 1 − t) ≤ r − j) ≤ α. */
  @ParameterizedTest
  @CsvSource({"58, 0", "59, 0", "92, 0", "93, 1", "124, 2", "153, 3", "180, 3", "181, 4"})
  void withEqualProbabilitiesItIsTheQuantileBinomialRule(int positives, int missed) {
    TriageBand band = TriageBand.cut(positives(positives, RARE), .95, .95);
    assertThat(band.drops()).isEqualTo(positives >= TriageBand.leastPositives(.95, .95));
    assertThat(band.missed()).isEqualTo(missed);
    assertThat(band.positives()).isEqualTo(positives);
  }

  @Test
  void scaleAndOrderDoNotMatter() {
    List<BandItem> sample = mixed();
    TriageBand band = TriageBand.cut(sample, .9, .95);
    Collections.shuffle(sample, new Random(1));
    assertThat(TriageBand.cut(sample, .9, .95)).isEqualTo(band);
  }

  @Test
  void whatStandsForManyCountsForMany() {
    List<BandItem> sample = positives(200, RARE);
    assertThat(TriageBand.cut(sample, .95, .95).missed()).isPositive();
    sample.add(new BandItem(-1, new Answered(false, RARE / 1000, 1)));
    assertThat(TriageBand.cut(sample, .95, .95).drops())
        .as("a text nobody else stands for may be one of a thousand positives")
        .isFalse();
  }

  @Test
  void saysThatThereAreTooFewPositives() {
    assertThat(TriageBand.cut(positives(40, RARE), .95, .95).sentence())
        .isEqualTo(
            "Everything is kept: 40 sampled positives show a recall of no more than 0.928 with"
                + " confidence 0.95, wherever the cut; a recall of 0.950 takes at least 59 of equal"
                + " weight.");
    assertThat(TriageBand.cut(List.of(), .95, .95).drops()).isFalse();
  }

  @Test
  void saysWhatIsKept() {
    assertThat(TriageBand.cut(positives(100, RARE), .95, .95).sentence())
        .isEqualTo(
            "Texts that score 1.0000 or more are kept: recall is 0.990, and at least 0.953 with"
                + " confidence 0.95, by 100 sampled positives, 1 of them below the cut.");
  }

  @Test
  void aMassOfEqualScoresIsKeptOrDroppedWhole() {
    List<BandItem> sample = positives(100, RARE);
    for (int i = 0; i < 10; i++) {
      sample.add(new BandItem(-1, new Answered(true, RARE, 1)));
    }
    assertThat(TriageBand.cut(sample, .95, .95).cut()).isEqualTo(-1);
  }

  @Test
  void occurrencesCount() {
    List<BandItem> once = mixed();
    List<BandItem> often =
        once.stream()
            .map(
                item ->
                    new BandItem(
                        item.score(),
                        new Answered(
                            item.answer().positive(), item.answer().inclusionProbability(), 7)))
            .toList();
    assertThat(TriageBand.cut(often, .9, .95).cut()).isEqualTo(TriageBand.cut(once, .9, .95).cut());
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> TriageBand.cut(List.of(), 1, .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A recall and a confidence lie in (0, 1), not 1.0");
  }

  /** Positives that score 0, 1, 2 and so on. */
  private static List<BandItem> positives(int count, double probability) {
    List<BandItem> sample = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sample.add(new BandItem(i, new Answered(true, probability, 1)));
    }
    return sample;
  }

  private static List<BandItem> mixed() {
    Random random = new Random(3);
    List<BandItem> sample = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double score = random.nextGaussian();
      boolean positive = random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * score));
      sample.add(new BandItem(score, new Answered(positive, score > 1 ? .5 : .05, 1)));
    }
    assertThat(TriageBand.cut(sample, .9, .95).low()).isCloseTo(.9, within(.05));
    return sample;
  }
}
