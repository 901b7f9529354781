package org.penumbra.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class RankPlattTest {

  private static final double PREVALENCE = 0.05;

  @Test
  void findsThePrevalenceOfThePopulationFromLabelsChosenByTheModel() {
    int runs = 200;
    double sum = 0;
    int covered = 0;
    for (int seed = 0; seed < runs; seed++) {
      Population population = new Population(5_000, 2.2, seed);
      Interval prevalence = RankPlatt.fit(population.selected(200), 5_000).prevalence();
      sum += prevalence.estimate() / runs;
      covered += prevalence.contains(PREVALENCE) ? 1 : 0;
    }

    assertThat(sum).isCloseTo(PREVALENCE, within(0.005));
    assertThat(covered).isGreaterThan(runs * 9 / 10);
  }

  @Test
  void cutsThePopulationNearItsPrevalence() {
    Population population = new Population(20_000, 2.2, 1);
    double[] weights = new double[20_000];
    Arrays.fill(weights, 1);
    WeightedPercentiles percentiles = new WeightedPercentiles(population.scores, weights);
    RankPlatt.Fit fit = RankPlatt.fit(population.selected(450), 20_000);

    Threshold threshold = Threshold.measured(percentiles, fit.prevalence(), Threshold.RANK_PLATT);

    double predicted =
        Arrays.stream(population.scores).filter(s -> threshold.label(s) == 1).count() / 20_000.0;
    assertThat(predicted).isCloseTo(PREVALENCE, within(0.015));
  }

  @Test
  void doesNotDependOnTheOrderOfTheItems() {
    List<RankPlatt.Item> items = new Population(20_000, 2, 3).selected(100);
    List<RankPlatt.Item> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(RankPlatt.fit(shuffled, 20_000)).isEqualTo(RankPlatt.fit(items, 20_000));
  }

  @Test
  void staysFiniteWhenTheLabelsAreSeparableOrOfOneKind() {
    for (int[] labels : new int[][] {{0, 0, 0, 1, 1, 1}, {0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}}) {
      List<RankPlatt.Item> items = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        items.add(new RankPlatt.Item("i" + i, "g" + i, i / 5.0, labels[i]));
      }

      RankPlatt.Fit fit = RankPlatt.fit(items, 1000);

      assertThat(fit.calibration().slope()).isFinite().isPositive();
      assertThat(fit.calibration().intercept()).isFinite();
      assertThat(fit.prevalence().low()).isBetween(0.0, fit.prevalence().estimate());
      assertThat(fit.prevalence().high()).isBetween(fit.prevalence().estimate(), 1.0);
    }
  }

  @Test
  void findsTheSlopeAndInterceptThatMadeManyLabels() {
    Random random = new Random(11);
    List<RankPlatt.Item> items = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      double percentile = (i + 0.5) / 50_000;
      double p = 1 / (1 + Math.exp(-(1.5 * Logit.of(percentile) - 4)));
      items.add(new RankPlatt.Item("i" + i, "g" + i, percentile, random.nextDouble() < p ? 1 : 0));
    }

    RankPlatt.Fit fit = RankPlatt.fit(items, 50_000);

    assertThat(fit.calibration().slope()).isCloseTo(1.5, within(0.05));
    assertThat(fit.calibration().intercept()).isCloseTo(-4, within(0.12));
    double labelled = items.stream().mapToInt(RankPlatt.Item::label).average().orElseThrow();
    assertThat(fit.prevalence().estimate()).isCloseTo(labelled, within(5e-4));
  }

  @Test
  void takesTwoCopiesOfAnItemForOneOfTwiceTheWeight() {
    List<RankPlatt.Item> twice = new ArrayList<>();
    List<RankPlatt.Item> weighted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double percentile = (i + 0.5) / 20;
      int label = i == 7 || i > 14 ? 1 : 0;
      twice.add(new RankPlatt.Item("a" + i, "g" + i, percentile, label));
      twice.add(new RankPlatt.Item("b" + i, "g" + i, percentile, label));
      weighted.add(new RankPlatt.Item("a" + i, "g" + i, percentile, label, 2));
    }

    Calibration expected = RankPlatt.fit(weighted, 1000).calibration();

    Calibration calibration = RankPlatt.fit(twice, 1000).calibration();
    assertThat(calibration.slope()).isCloseTo(expected.slope(), within(1e-6));
    assertThat(calibration.intercept()).isCloseTo(expected.intercept(), within(1e-6));
  }

  @Test
  void widensTheIntervalWhereGroupsAnswerAlike() {
    List<RankPlatt.Item> alone = new ArrayList<>();
    List<RankPlatt.Item> grouped = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double percentile = 0.9 + i / 2000.0;
      int label = (i / 20) % 2;
      alone.add(new RankPlatt.Item("i%03d".formatted(i), "g" + i, percentile, label));
      grouped.add(new RankPlatt.Item("i%03d".formatted(i), "g" + i / 20, percentile, label));
    }

    Interval narrow = RankPlatt.fit(alone, 1000).prevalence();
    Interval wide = RankPlatt.fit(grouped, 1000).prevalence();

    assertThat(wide.high() - wide.low()).isGreaterThan(1.5 * (narrow.high() - narrow.low()));
  }

  /** Scores of negatives N(0,1), of positives N(shift,1), sorted ascending. */
  private static final class Population {
    private final double[] scores;
    private final int[] labels;
    private final Random random;

    Population(int size, double shift, int seed) {
      random = new Random(seed);
      double[][] items = new double[size][];
      for (int i = 0; i < size; i++) {
        int label = i < size * PREVALENCE ? 1 : 0;
        items[i] = new double[] {random.nextGaussian() + shift * label, label};
      }
      Arrays.sort(items, (a, b) -> Double.compare(a[0], b[0]));
      scores = Arrays.stream(items).mapToDouble(i -> i[0]).toArray();
      labels = Arrays.stream(items).mapToInt(i -> (int) i[1]).toArray();
    }

    /** A quarter anywhere, a quarter from the very top, half around the boundary. */
    private Set<Integer> chosen(int count) {
      Set<Integer> chosen = new TreeSet<>();
      while (chosen.size() < count / 4) {
        chosen.add((int) (scores.length * Math.pow(random.nextDouble(), 0.4)));
      }
      while (chosen.size() < count / 2) {
        chosen.add((int) (scores.length * (0.98 + 0.02 * random.nextDouble())));
      }
      while (chosen.size() < count) {
        chosen.add((int) (scores.length * (0.85 + 0.13 * random.nextDouble())));
      }
      return chosen;
    }

    List<RankPlatt.Item> selected(int count) {
      return chosen(count).stream()
          .map(i -> new RankPlatt.Item("i" + i, "g" + i, (i + 0.5) / scores.length, labels[i]))
          .toList();
    }
  }
}
