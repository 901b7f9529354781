package org.penumbra.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.study.summary.MadeStudy.KAPPA;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.agree.Bootstrap;
import org.penumbra.study.Measurement;
import org.penumbra.study.StudyNames;

class NormalisedAreaTest {

  private static final Cell CELL = new Cell("davidson", .05);
  private static final List<Integer> BUDGETS = List.of(100, 200, 400);

  @Test
  void isTheShareOfTheRoomAboveRandomThatIsGained() {
    MadeStudy study =
        new MadeStudy()
            .kappa(CELL, "random", 100, .1)
            .kappa(CELL, "random", 200, .2)
            .kappa(CELL, "random", 400, .2)
            .kappa(CELL, "margin", 100, .2)
            .kappa(CELL, "margin", 200, .3)
            .kappa(CELL, "margin", 400, .4)
            .kappa(CELL, StudyNames.ALL_EXPERT, 6000, .5);
    // Areas: 15 + 40 = 55, 25 + 70 = 95, 150; (95 - 55) / (150 - 55).
    NormalisedArea area = area(study);
    assertThat(area.ratio().estimate()).isCloseTo(40 / 95.0, within(1e-12));
    assertThat(area.seeds()).isEqualTo(1);
    // One seed has nothing to draw from.
    assertThat(area.ratio().low()).isNaN();
  }

  @Test
  void areasAreAveragedBeforeTheRatioOverTheSeedsThatHaveAllThree() {
    MadeStudy study =
        new MadeStudy()
            .kappa(CELL, "random", 100, .1, .3, .3, .3)
            .kappa(CELL, "random", 200, .1, .3, .3, .3)
            .kappa(CELL, "random", 400, .1, .3, .3, .3)
            .kappa(CELL, "margin", 100, .2, .5, .9, .9)
            .kappa(CELL, "margin", 200, .2, .5, Double.NaN, .9)
            .kappa(CELL, "margin", 400, .2, .5, .9, .9)
            .kappa(CELL, StudyNames.ALL_EXPERT, 6000, .6);
    // The pools of the next two seeds are smaller, and the fourth seed has no reference.
    List<Measurement> rows = new ArrayList<>(study.rows());
    rows.add(new Measurement("davidson", .05, StudyNames.ALL_EXPERT, 2, 5990, KAPPA, .8));
    rows.add(new Measurement("davidson", .05, StudyNames.ALL_EXPERT, 3, 5990, KAPPA, .8));
    // (.1 + .2) / (.5 + .5)
    NormalisedArea area = area(Measurements.of(rows));
    assertThat(area.ratio().estimate()).isCloseTo(.3, within(1e-12));
    assertThat(area.seeds()).isEqualTo(2);
    // Drawn twice the one or the other: .1 / .5 and .2 / .5.
    assertThat(area.ratio().low()).isCloseTo(.2, within(1e-12));
    assertThat(area.ratio().high()).isCloseTo(.4, within(1e-12));
  }

  @Test
  void isUndefinedWhereExpertsForThePoolAreNotAboveRandom() {
    MadeStudy study = flat(.3, .4).kappa(CELL, StudyNames.ALL_EXPERT, 6000, .3, .3);
    NormalisedArea area = area(study);
    assertThat(area.ratio().estimate()).isNaN();
    assertThat(area.seeds()).isEqualTo(2);
    assertThat(area.undefinedReplicates()).isEqualTo(200);
  }

  @Test
  void isUndefinedWithoutASeedThatHasAllThree() {
    NormalisedArea area = area(flat(.3, .4));
    assertThat(area.ratio().estimate()).isNaN();
    assertThat(area.seeds()).isZero();
  }

  @Test
  void theMeanIsOfTheCellsWhereItIsDefined() {
    NormalisedArea some = area(flat(.1, .2).kappa(CELL, StudyNames.ALL_EXPERT, 6000, .5, .5));
    MeanArea mean = MeanArea.of("margin", List.of(some, area(flat(.3, .4)), some));
    assertThat(mean.mean()).isCloseTo(.25, within(1e-12));
    assertThat(mean.cells()).isEqualTo(2);
    assertThat(mean.undefined()).isEqualTo(1);
    assertThat(MeanArea.of("top", List.of(some)).mean()).isNaN();
  }

  private static MadeStudy flat(double random, double margin) {
    MadeStudy study = new MadeStudy();
    for (int budget : BUDGETS) {
      study.kappa(CELL, "random", budget, random, random);
      study.kappa(CELL, "margin", budget, margin, margin);
    }
    return study;
  }

  private static NormalisedArea area(MadeStudy study) {
    return area(study.measurements());
  }

  private static NormalisedArea area(Measurements rows) {
    return NormalisedArea.of(rows, CELL, "margin", "random", KAPPA, BUDGETS, new Bootstrap(1, 200));
  }
}
