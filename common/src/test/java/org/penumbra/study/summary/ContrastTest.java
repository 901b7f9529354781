package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.study.summary.MadeStudy.KAPPA;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class ContrastTest {

  private static final Cell ONE = new Cell("davidson", .05);
  private static final Cell OTHER = new Cell("vader", .05);
  private static final HierarchicalBootstrap BOOTSTRAP = new HierarchicalBootstrap(1, 1000);

  @Test
  void theEstimateIsTheMeanOverCellsOfTheMeanOverSeedsOfPairedDifferences() {
    MadeStudy study =
        new MadeStudy()
            .kappa(ONE, "recipe", 200, .30, .32, .37)
            .kappa(ONE, "random", 200, .20, .20, .20)
            .kappa(OTHER, "recipe", 200, .30)
            .kappa(OTHER, "random", 200, .34);
    Contrast contrast = contrast(study, 0, 200);
    assertThat(contrast.cells().get(0).difference().mean()).isCloseTo(.13, within(1e-12));
    // Deviations -.03, -.01, .04: sqrt(.0026 / 2 / 3).
    assertThat(contrast.cells().get(0).difference().standardError())
        .isCloseTo(.0208167, within(1e-7));
    assertThat(contrast.cells().get(1).difference().mean()).isCloseTo(-.04, within(1e-12));
    assertThat(contrast.estimate().estimate()).isCloseTo(.045, within(1e-12));
    assertThat(contrast.positiveCells()).isEqualTo(1);
    assertThat(contrast.datasets()).isEqualTo(2);
    // Twice the worse data set, or twice the better one with its best seed twice in three.
    assertThat(contrast.estimate().low()).isCloseTo(-.04, within(1e-12));
    assertThat(contrast.estimate().high()).isBetween(.13, .17);
  }

  @Test
  void severalBudgetsAreAveragedWithinASeedThatHasThemAll() {
    MadeStudy study =
        new MadeStudy()
            .kappa(ONE, "recipe", 200, .3, .3, .9)
            .kappa(ONE, "recipe", 300, .5, Double.NaN, .9)
            .kappa(ONE, "random", 200, .2, .2)
            .kappa(ONE, "random", 300, .2, .2);
    Contrast contrast = contrast(study, 0, 200, 300);
    assertThat(contrast.estimate().estimate()).isCloseTo(.2, within(1e-12));
    assertThat(contrast.cells().get(0).difference().seeds()).isEqualTo(1);
  }

  @Test
  void aCellCountsWhereItsPoolIsLargeEnoughForTheLargestBudget() {
    Cell unknown = new Cell("unknown", .05);
    MadeStudy study = new MadeStudy().pool(ONE, 3000).pool(OTHER, 2999);
    for (Cell cell : List.of(ONE, OTHER, unknown)) {
      for (int budget : new int[] {200, 300}) {
        study.kappa(cell, "recipe", budget, .3).kappa(cell, "random", budget, .2);
      }
    }
    assertThat(contrast(study, 10, 200, 300).cells())
        .extracting(CellDifference::cell)
        .containsExactly(ONE);
    assertThat(contrast(study, 10, 200).cells()).hasSize(2);
    assertThat(contrast(study, 0, 200).cells()).hasSize(3);
  }

  @Test
  void withoutPairsThereIsNoEstimate() {
    MadeStudy study = new MadeStudy().kappa(ONE, "recipe", 200, .3);
    assertThat(contrast(study, 0, 200).estimate()).isEqualTo(Interval.UNDEFINED);
    assertThat(contrast(study, 0, 200).cells()).isEmpty();
  }

  @Property(tries = 20)
  void aStrategyDiffersFromItselfByNothingAtAll(@ForAll long seed) {
    Measurements rows = MadeStudy.whole(seed, List.of("random", "recipe")).measurements();
    Contrast contrast =
        Contrast.of(
            rows,
            Contrast.Role.DESCRIPTIVE,
            new PlannedContrast("recipe", "recipe", List.of(200, 450)),
            KAPPA,
            10,
            new HierarchicalBootstrap(seed, 50));
    assertThat(contrast.estimate()).isEqualTo(new Interval(0, 0, 0));
    assertThat(contrast.positiveCells()).isZero();
  }

  @Property(tries = 20)
  void drawingDataSetsFirstIsWiderThanSeedsAloneWhereDataSetsDiffer(@ForAll long seed) {
    Random random = new Random(seed);
    SortedMap<Cell, SortedMap<Long, Double>> apart = new TreeMap<>();
    SortedMap<Cell, SortedMap<Long, Double>> together = new TreeMap<>();
    for (int dataset = 0; dataset < 6; dataset++) {
      double level = .05 * dataset;
      double[] differences = random.doubles(8).map(noise -> level + .02 * noise).toArray();
      apart.put(new Cell("d" + dataset, .05), bySeed(differences));
      // As cells of one data set they all stay, and only seeds are drawn.
      together.put(new Cell("one", .01 * (dataset + 1)), bySeed(differences));
    }
    Interval datasets = BOOTSTRAP.interval(apart);
    Interval seeds = BOOTSTRAP.interval(together);
    assertThat(datasets.estimate()).isCloseTo(seeds.estimate(), within(1e-12));
    assertThat(width(datasets)).isGreaterThan(5 * width(seeds));
  }

  @Test
  void cellsOfADataSetTravelTogether() {
    SortedMap<Cell, SortedMap<Long, Double>> values = new TreeMap<>();
    values.put(new Cell("a", .01), bySeed(1));
    values.put(new Cell("a", .05), bySeed(3));
    values.put(new Cell("b", .05), bySeed(11));
    // Twice a, both or twice b; a weighs two cells of three in the middle case.
    assertThat(BOOTSTRAP.interval(values)).isEqualTo(new Interval(5, 2, 11));
  }

  @Test
  void seedsOfADataSetTravelTogetherThroughItsCells() {
    SortedMap<Cell, SortedMap<Long, Double>> values = new TreeMap<>();
    values.put(new Cell("a", .01), bySeed(0, 1));
    values.put(new Cell("a", .05), bySeed(1, 0));
    // Whatever seeds are drawn, what one cell gains the other loses.
    assertThat(BOOTSTRAP.interval(values)).isEqualTo(new Interval(.5, .5, .5));
  }

  @Test
  void aCellMayLackSeeds() {
    SortedMap<Cell, SortedMap<Long, Double>> values = new TreeMap<>();
    values.put(new Cell("a", .01), bySeed(1, 1, 1, 1));
    values.put(new Cell("a", .05), bySeed(3));
    // The second cell counts where its one seed is drawn.
    assertThat(BOOTSTRAP.interval(values)).isEqualTo(new Interval(2, 1, 2));
  }

  @Test
  void theSameSeedDrawsTheSame() {
    SortedMap<Cell, SortedMap<Long, Double>> values = new TreeMap<>();
    values.put(ONE, bySeed(.1, .2, .4, .8));
    Interval interval = new HierarchicalBootstrap(3, 99).interval(values);
    assertThat(new HierarchicalBootstrap(3, 99).interval(values)).isEqualTo(interval);
    assertThat(new HierarchicalBootstrap(4, 99).interval(values)).isNotEqualTo(interval);
  }

  @Test
  void needsBudgetsAndReplicates() {
    assertThatThrownBy(() -> new PlannedContrast("recipe", "random", List.of()))
        .hasMessage("A contrast needs a budget");
    assertThatThrownBy(() -> new PlannedContrast("recipe", "random", List.of(200, 100)))
        .hasMessage("Budgets are positive and ascending, not [200, 100]");
    assertThatThrownBy(() -> new HierarchicalBootstrap(1, 0))
        .hasMessage("A bootstrap needs a replicate, not 0");
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  private static Contrast contrast(MadeStudy study, int minPoolMultiple, Integer... budgets) {
    return Contrast.of(
        study.measurements(),
        Contrast.Role.CONFIRMATORY,
        new PlannedContrast("recipe", "random", List.of(budgets)),
        KAPPA,
        minPoolMultiple,
        BOOTSTRAP);
  }

  private static SortedMap<Long, Double> bySeed(double... values) {
    SortedMap<Long, Double> bySeed = new TreeMap<>();
    for (double value : values) {
      bySeed.put((long) bySeed.size(), value);
    }
    return bySeed;
  }
}
