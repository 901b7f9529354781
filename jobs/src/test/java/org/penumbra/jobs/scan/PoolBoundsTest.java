package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.score.ScoreHistogram;

class PoolBoundsTest {

  @Test
  void letEverythingInWhileThePoolHasRoom() {
    PoolBounds bounds = PoolBounds.after(100, scores(100), 100, 0.5);

    assertThat(bounds).isEqualTo(PoolBounds.OPEN);
    assertThat(bounds.admits(0.999, -1e9)).isTrue();
    assertThat(bounds.probability(-1e9)).isEqualTo(1);
  }

  @Test
  void splitThePoolIntoTheHighestScoresAndAUniformSample() {
    PoolBounds bounds = PoolBounds.after(10_000, scores(10_000), 800, 0.5);

    // 400 wanted less four standard deviations of 20, of 10,000 rows.
    assertThat(bounds.sampleBelow()).isCloseTo(0.032, within(1e-12));
    // The 400 highest of 0, 1, … 9,999, by whole bins.
    assertThat(bounds.scoreFrom()).isBetween(9600.0, 9632.0);
    assertThat(bounds.probability(bounds.scoreFrom())).isEqualTo(1);
    assertThat(bounds.probability(Math.nextDown(bounds.scoreFrom())))
        .isEqualTo(bounds.sampleBelow());
  }

  @Test
  void haveNoBandWhereThePoolIsAllSample() {
    PoolBounds bounds = PoolBounds.after(10_000, scores(10_000), 400, 1);

    assertThat(bounds.scoreFrom()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(bounds.sampleBelow()).isCloseTo(0.032, within(1e-12));
  }

  @Test
  void haveNoSampleWhereThePoolIsAllBand() {
    PoolBounds bounds = PoolBounds.after(10_000, scores(10_000), 400, 0);

    assertThat(bounds.sampleBelow()).isZero();
    assertThat(bounds.scoreFrom()).isBetween(9600.0, 9632.0);
  }

  @Test
  void onlyEverTighten() {
    PoolBounds before = PoolBounds.OPEN;
    for (int rows = 500; rows <= 20_000; rows += 500) {
      PoolBounds after = PoolBounds.after(rows, scores(rows), 1000, 0.3);
      assertThat(after.sampleBelow()).isLessThanOrEqualTo(before.sampleBelow());
      assertThat(after.scoreFrom()).isGreaterThanOrEqualTo(before.scoreFrom());
      before = after;
    }
  }

  @Test
  void keepThePoolWithinItsSizeAndEachItemAsOftenAsItsProbabilitySays() {
    int items = 2_000;
    int most = 300;
    int seeds = 400;
    PoolBounds bounds = PoolBounds.after(items, scores(items), most, 0.5);
    int[] kept = new int[items];
    for (int seed = 0; seed < seeds; seed++) {
      int pool = 0;
      for (int item = 0; item < items; item++) {
        double random = StableHash.unit(seed, Scoring.SAMPLE, "item-" + item);
        if (bounds.admits(random, item)) {
          kept[item]++;
          pool++;
        }
      }
      assertThat(pool).isLessThanOrEqualTo(most);
    }

    double weighted = 0;
    long below = 0;
    for (int item = 0; item < items; item++) {
      if (item >= bounds.scoreFrom()) {
        assertThat(kept[item]).isEqualTo(seeds);
      } else {
        below += kept[item];
      }
      weighted += kept[item] / bounds.probability(item) / seeds;
    }
    // 400 seeds of about 1,850 items below the band: a standard error of 0.0003.
    double share = (double) below / seeds / Math.ceil(bounds.scoreFrom());
    assertThat(share).isCloseTo(bounds.sampleBelow(), within(0.0012));
    // What the pool stands for, weighted by its probabilities, is the corpus.
    assertThat(weighted).isCloseTo(items, within(0.03 * items));
  }

  /** Scores 0, 1, … . */
  private static ScoreHistogram scores(int rows) {
    ScoreHistogram scores = new ScoreHistogram();
    for (int row = 0; row < rows; row++) {
      scores.add(row);
    }
    return scores;
  }
}
