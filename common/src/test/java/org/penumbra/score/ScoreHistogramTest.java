package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreHistogramTest {

  @Test
  void countsScoresInOrder() {
    // Powers of two are the least scores of their bins; below zero a bin ends at them.
    ScoreHistogram histogram = of(List.of(0.5, -0.25, 0.0, -0.0, 2.0));

    assertThat(histogram.total()).isEqualTo(5);
    assertThat(histogram.counts()).containsExactly(1, 2, 1, 1);
    assertThat(histogram.quantile(0.4)).isEqualTo(0);
    assertThat(histogram.quantile(0.6)).isEqualTo(0);
    assertThat(histogram.quantile(0.61)).isEqualTo(0.5);
    assertThat(histogram.quantile(1)).isEqualTo(2);
    assertThat(histogram.countAbove(0.5)).isEqualTo(2);
    assertThat(histogram.countAbove(0)).isEqualTo(4);
    assertThat(histogram.countAbove(-3)).isEqualTo(5);
    assertThat(histogram.countAbove(3)).isZero();
  }

  @Property(tries = 300)
  void findsAQuantileWithinItsPromise(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -2, max = 2) Double> scores,
      @ForAll @DoubleRange(min = 0, max = 1) double q) {
    ScoreHistogram histogram = of(scores);
    List<Double> sorted = scores.stream().sorted().toList();
    double exact = sorted.get((int) Math.max(0, Math.ceil(q * sorted.size()) - 1));

    double found = histogram.quantile(q);

    assertThat(found).isLessThanOrEqualTo(exact);
    assertThat(exact - found).isLessThanOrEqualTo(Math.abs(exact) / 512);
    assertThat(histogram.countAbove(found))
        .isEqualTo(scores.stream().filter(score -> score >= found).count());
  }

  @Property(tries = 200)
  void isTheSameInAnyOrderAndHoweverMerged(
      @ForAll @Size(max = 40) List<@DoubleRange(min = -1, max = 1) Double> scores,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll long seed) {
    List<Double> shuffled = new ArrayList<>(scores);
    Collections.shuffle(shuffled, new Random(seed));
    int at = Math.min(cut, shuffled.size());
    ScoreHistogram merged = of(shuffled.subList(at, shuffled.size()));
    merged.merge(of(shuffled.subList(0, at)));
    ScoreHistogram read = ScoreHistogram.of(merged.bins(), merged.counts());

    assertThat(read.bins()).isEqualTo(of(scores).bins()).isSorted();
    assertThat(read.counts()).isEqualTo(of(scores).counts());
    assertThat(read.total()).isEqualTo(scores.size());
  }

  @Test
  void aSampleIsRaisedToThePopulation() {
    ScoreHistogram sample = new ScoreHistogram();
    sample.add(1, 3);
    sample.add(2);

    ScoreHistogram all = sample.raised(0.4);

    // 3 / 0.4 = 7.5 and 1 / 0.4 = 2.5, to the nearest.
    assertThat(all.counts()).containsExactly(8, 3);
    assertThat(all.bins()).isEqualTo(sample.bins());
    assertThat(all.total()).isEqualTo(11);
    assertThat(sample.total()).isEqualTo(4);
  }

  @Test
  void refusesWhatIsNoScore() {
    ScoreHistogram histogram = new ScoreHistogram();

    assertThatThrownBy(() -> histogram.add(Double.NaN)).hasMessage("Cannot count the score NaN");
    assertThatThrownBy(() -> histogram.add(Double.NEGATIVE_INFINITY))
        .hasMessage("Cannot count the score -Infinity");
    assertThatThrownBy(() -> histogram.quantile(0.5)).hasMessage("No score was counted");
    assertThatThrownBy(() -> histogram.quantile(1.5))
        .hasMessage("A quantile is in [0, 1]: found 1.5");
    assertThatThrownBy(() -> ScoreHistogram.of(new int[1], new long[2]))
        .hasMessage("As many bins as counts: found 1 and 2");
    assertThatThrownBy(() -> ScoreHistogram.of(new int[1], new long[1]))
        .hasMessage("A bin counts one score at least: found 0");
    assertThat(histogram.total()).isZero();
  }

  private static ScoreHistogram of(List<Double> scores) {
    ScoreHistogram histogram = new ScoreHistogram();
    scores.forEach(histogram::add);
    return histogram;
  }

  @Test
  void aCutDoesNotTakeInAMassOfEqualScoresForASmallShare() {
    ScoreHistogram sure = new ScoreHistogram();
    sure.add(0, 960);
    sure.add(0.5, 30);
    sure.add(1, 10);

    assertThat(sure.quantile(0.95)).isZero();
    assertThat(sure.cut(0.05)).isEqualTo(0.5);
    assertThat(sure.cut(0.04)).isEqualTo(0.5);
    assertThat(sure.cut(0.6)).isZero();
    // Nothing lies above.
    assertThat(sure.cut(0.001)).isEqualTo(1);
  }
}
