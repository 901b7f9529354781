package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.study.summary.MadeStudy.KAPPA;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;
import org.penumbra.study.StudyNames;

class LearningCurveTest {

  private static final Cell CELL = new Cell("davidson", .05);

  @Test
  void aCrowdsWholePoolIsOnePointWhateverItsSizes() {
    List<Measurement> rows =
        new ArrayList<>(
            new MadeStudy()
                .metric(CELL, StudyNames.CORPUS, 0, Metric.POOL_ITEMS.wireName(), 1995, 2010)
                .kappa(CELL, StudyNames.CROWD, 1000, .1, .2)
                .kappa(CELL, StudyNames.CROWD, 1995, .4)
                .rows());
    rows.add(crowd(2, 2000, .5));
    rows.add(crowd(2, 2010, .6));

    LearningCurve curve = LearningCurve.of(Measurements.of(rows), CELL, StudyNames.CROWD, KAPPA);

    assertThat(curve.points()).extracting(CurvePoint::labels).containsExactly(1000, 1995);
    assertThat(curve.points().get(1).value().mean()).isCloseTo(.5, within(1e-15));
  }

  private static Measurement crowd(long seed, int labels, double value) {
    return new Measurement(
        CELL.dataset(), CELL.prevalence(), StudyNames.CROWD, seed, labels, KAPPA, value);
  }

  @Test
  void aPointHasMeanSpreadAndStandardErrorOfItsSeeds() {
    Measurements rows = new MadeStudy().kappa(CELL, "margin", 100, .1, .2, .6).measurements();
    CurvePoint point = LearningCurve.of(rows, CELL, "margin", KAPPA).at(100).orElseThrow();
    // Deviations -.2, -.1, .3: variance .14 / 2.
    assertThat(point.value().mean()).isCloseTo(.3, within(1e-15));
    assertThat(point.value().sd()).isCloseTo(Math.sqrt(.07), within(1e-15));
    assertThat(point.value().standardError()).isCloseTo(Math.sqrt(.07 / 3), within(1e-15));
    assertThat(point.value().seeds()).isEqualTo(3);
    assertThat(point.undefined()).isZero();
  }

  @Test
  void anUndefinedValueIsLeftOutAndCounted() {
    Measurements rows =
        new MadeStudy()
            .kappa(CELL, "margin", 100, .1, Double.NaN, .3)
            .kappa(CELL, "margin", 200, Double.NaN)
            .measurements();
    LearningCurve curve = LearningCurve.of(rows, CELL, "margin", KAPPA);
    assertThat(curve.at(100).orElseThrow().value().mean()).isCloseTo(.2, within(1e-15));
    assertThat(curve.at(100).orElseThrow().undefined()).isEqualTo(1);
    assertThat(curve.at(200).orElseThrow().value().mean()).isNaN();
    assertThat(curve.at(200).orElseThrow().undefined()).isEqualTo(1);
    assertThat(curve.at(300)).isEmpty();
  }

  @Test
  void oneSeedHasNoSpread() {
    assertThat(SeedMean.of(.4)).isEqualTo(new SeedMean(.4, Double.NaN, Double.NaN, 1));
  }

  @Test
  void curvesStandByStrategyAndPointsByLabels() {
    Measurements rows =
        new MadeStudy()
            .kappa(CELL, "random", 200, .2)
            .kappa(CELL, "random", 100, .1)
            .kappa(CELL, "margin", 100, .1)
            .metric(CELL, "top", 100, "precision", .1)
            .measurements();
    List<LearningCurve> curves = LearningCurve.all(rows, CELL, KAPPA);
    assertThat(curves).extracting(LearningCurve::strategy).containsExactly("margin", "random");
    assertThat(curves.get(1).points()).extracting(CurvePoint::labels).containsExactly(100, 200);
  }

  @Test
  void everyCellCountsTheSameInTheMeanOfCells() {
    Cell other = new Cell("vader", .05);
    Measurements rows =
        new MadeStudy()
            .kappa(CELL, "margin", 100, .1, .3)
            .kappa(other, "margin", 100, .4, .6, .8)
            .kappa(other, "random", 100, .2)
            .measurements();
    MeanPoint margin = MeanPoint.of(rows, new TreeSet<>(rows.cells()), "margin", KAPPA, 100);
    // Standard errors .1 and sqrt(.04 / 3): sqrt(.01 + .0133) / 2.
    assertThat(margin.mean()).isCloseTo(.4, within(1e-15));
    assertThat(margin.standardError()).isCloseTo(.0763763, within(1e-7));
    assertThat(margin.cells()).isEqualTo(2);
    MeanPoint none = MeanPoint.of(rows, new TreeSet<>(rows.cells()), "top", KAPPA, 100);
    assertThat(none.mean()).isNaN();
    assertThat(none.standardError()).isNaN();
    assertThat(none.cells()).isZero();
  }

  @Test
  void aFigureIsGivenOnce() {
    MadeStudy study = new MadeStudy().kappa(CELL, "margin", 100, .1).kappa(CELL, "margin", 100, .1);
    assertThatThrownBy(study::measurements)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot summarise a study with two rows of one figure: Measurement[dataset=davidson,"
                + " prevalence=0.05, strategy=margin, seed=1, labels=100, metric=kappa, value=0.1]"
                + " and 0.1");
  }
}
