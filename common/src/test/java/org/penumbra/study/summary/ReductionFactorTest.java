package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.study.summary.MadeStudy.KAPPA;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.study.StudyNames;

class ReductionFactorTest {

  private static final Cell CELL = new Cell("davidson", .05);

  @Test
  void adjacentViolatorsArePooledByWeight() {
    assertThat(Isotonic.nonDecreasing(new double[] {1, 3, 2, 4}, new double[] {1, 1, 1, 1}))
        .containsExactly(1, 2.5, 2.5, 4);
    assertThat(Isotonic.nonDecreasing(new double[] {4, 1, 1}, new double[] {1, 1, 4}))
        .containsExactly(1.5, 1.5, 1.5);
  }

  @Property
  void theFittedCurveNeverFallsKeepsTheMeanAndFitsItself(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -1, max = 1) Double> values) {
    double[] points = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1);
    double[] fitted = Isotonic.nonDecreasing(points, weights);
    assertThat(fitted).isSorted().hasSameSizeAs(points);
    assertThat(Arrays.stream(fitted).sum()).isCloseTo(Arrays.stream(points).sum(), within(1e-9));
    assertThat(Isotonic.nonDecreasing(fitted, weights)).containsExactly(fitted, within(1e-12));
  }

  @Test
  void aCrossingIsReadByTheLogarithmOfTheLabels() {
    double[] grid = {100, 1000, 10_000};
    double[] curve = {0, .2, .4};
    Crossing crossing = Crossing.of(grid, curve, .1);
    assertThat(crossing.place()).isEqualTo(Crossing.Place.INSIDE);
    assertThat(crossing.labels()).isCloseTo(316.2278, within(1e-4));
    assertThat(Crossing.of(grid, curve, .4).labels()).isCloseTo(10_000, within(1e-8));
    assertThat(Crossing.of(grid, curve, .41))
        .isEqualTo(new Crossing(Crossing.Place.BEYOND, 10_000));
    assertThat(Crossing.of(grid, curve, 0)).isEqualTo(new Crossing(Crossing.Place.BEFORE, 100));
  }

  @Test
  void aNoisyDipCannotMakeACrossing() {
    // Raw, the curve would be at .3 by 1,000 and fall back; pooled it is at .2 there.
    MadeStudy study =
        new MadeStudy()
            .kappa(CELL, "recipe", 100, .25)
            .kappa(CELL, StudyNames.CROWD, 100, 0)
            .kappa(CELL, StudyNames.CROWD, 1000, .3)
            .kappa(CELL, StudyNames.CROWD, 2000, .1)
            .kappa(CELL, StudyNames.CROWD, 8000, .3);
    ReductionFactor factor = factor(study).orElseThrow();
    // Half way from .2 at 2,000 to .3 at 8,000: 4,000.
    assertThat(factor.crossing().labels()).isCloseTo(4000, within(1e-8));
    assertThat(factor.factor().estimate()).isCloseTo(40, within(1e-9));
    assertThat(factor.level()).isEqualTo(.25);
    assertThat(factor.cap()).isEqualTo(80);
    assertThat(factor.smallest()).isEqualTo(1);
  }

  @Test
  void withoutACrossingInsideTheGridThereIsNoFactor() {
    MadeStudy beyond =
        new MadeStudy()
            .kappa(CELL, "recipe", 100, .5)
            .kappa(CELL, StudyNames.CROWD, 500, .1)
            .kappa(CELL, StudyNames.CROWD, 5000, .3);
    assertThat(factor(beyond).orElseThrow().crossing().place()).isEqualTo(Crossing.Place.BEYOND);
    assertThat(factor(beyond).orElseThrow().factor()).isEqualTo(Interval.UNDEFINED);
    assertThat(factor(beyond).orElseThrow().cap()).isEqualTo(50);
    MadeStudy before =
        new MadeStudy().kappa(CELL, "recipe", 100, .1).kappa(CELL, StudyNames.CROWD, 500, .1);
    assertThat(factor(before).orElseThrow().crossing().place()).isEqualTo(Crossing.Place.BEFORE);
    assertThat(factor(before).orElseThrow().factor()).isEqualTo(Interval.UNDEFINED);
  }

  @Test
  void seedsAreDrawnWithBothTheirCurvesAndBoundsEndWithTheGrid() {
    MadeStudy study =
        new MadeStudy()
            .kappa(CELL, "recipe", 100, .1, .5)
            .kappa(CELL, StudyNames.CROWD, 100, .0, .2)
            .kappa(CELL, StudyNames.CROWD, 1000, .2, .2)
            .kappa(CELL, StudyNames.CROWD, 10_000, .4, .4);
    ReductionFactor factor = factor(study).orElseThrow();
    // Means .1, .2, .4 reach .3 half way from 1,000 to 10,000.
    assertThat(factor.factor().estimate()).isCloseTo(31.62278, within(1e-5));
    // The first seed alone reaches .1 half way from 100 to 1,000; the second never reaches .5.
    assertThat(factor.factor().low()).isCloseTo(3.162278, within(1e-6));
    assertThat(factor.factor().high()).isCloseTo(factor.cap(), within(1e-12));
    assertThat(factor.seeds()).isEqualTo(2);
  }

  @Test
  void aPointOfTheGridIsTheMeanOfTheSeedsThatReachedIt() {
    MadeStudy study =
        new MadeStudy()
            .kappa(CELL, "recipe", 100, .2, .2, .8)
            .kappa(CELL, StudyNames.CROWD, 0, .9, .9)
            .kappa(CELL, StudyNames.CROWD, 100, .1, .1)
            .kappa(CELL, StudyNames.CROWD, 1000, .3, Double.NaN);
    ReductionFactor factor = factor(study).orElseThrow();
    assertThat(factor.seeds()).isEqualTo(2);
    assertThat(factor.level()).isEqualTo(.2);
    assertThat(factor.factor().estimate()).isCloseTo(3.162278, within(1e-6));
  }

  @Test
  void withoutACrowdThereIsNothingToSay() {
    assertThat(factor(new MadeStudy().kappa(CELL, "recipe", 100, .1))).isEmpty();
  }

  @Test
  void theMedianIsOfTheCellsThatCrossAndTheOthersAreCounted() {
    ReductionMedian median =
        ReductionMedian.of(
            "recipe",
            100,
            List.of(
                made(Crossing.Place.INSIDE, 10),
                made(Crossing.Place.BEYOND, Double.NaN),
                made(Crossing.Place.INSIDE, 30),
                made(Crossing.Place.BEYOND, Double.NaN),
                made(Crossing.Place.BEFORE, Double.NaN)));
    assertThat(median).isEqualTo(new ReductionMedian("recipe", 100, 20, 2, 1, 2));
    assertThat(ReductionMedian.of("recipe", 200, List.of(made(Crossing.Place.INSIDE, 10))))
        .isEqualTo(new ReductionMedian("recipe", 200, Double.NaN, 0, 0, 0));
  }

  private static ReductionFactor made(Crossing.Place place, double factor) {
    return new ReductionFactor(
        CELL,
        "recipe",
        100,
        .3,
        new Crossing(place, 1000),
        new Interval(factor, factor, factor),
        1,
        60,
        5);
  }

  private static Optional<ReductionFactor> factor(MadeStudy study) {
    return ReductionFactor.of(
        study.measurements(), CELL, "recipe", 100, KAPPA, new Bootstrap(1, 200));
  }
}
