package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class OperatingPointsTest {

  /** Scores 10 down to 1; positive are 10, 9, 7, 6 and 2; all stand for as much. */
  private static List<OperatingPoints.Item> items() {
    List<OperatingPoints.Item> items = new ArrayList<>();
    for (int score = 1; score <= 10; score++) {
      boolean positive = List.of(10, 9, 7, 6, 2).contains(score);
      items.add(new OperatingPoints.Item("i" + score, score, positive, 3));
    }
    return items;
  }

  @Test
  void aPrecisionIsHadAtTheThresholdOfGreatestRecall() {
    // Precision from the top: 1, 1, 2/3, 3/4, 4/5, 4/6, 4/7, 4/8, 5/9, 5/10.
    OperatingPoint point = at(items(), OperatingPoint.Target.PRECISION, .75);

    assertThat(point.found()).isTrue();
    assertThat(point.threshold()).isEqualTo(6);
    assertThat(point.precision().estimate()).isCloseTo(.8, within(1e-12));
    assertThat(point.recall().estimate()).isCloseTo(.8, within(1e-12));
    assertThat(at(items(), OperatingPoint.Target.PRECISION, .9).threshold()).isEqualTo(9);
    assertThat(at(items(), OperatingPoint.Target.PRECISION, .5).threshold()).isEqualTo(1);
  }

  @Test
  void aRecallIsHadAtTheHighestThreshold() {
    assertThat(at(items(), OperatingPoint.Target.RECALL, .5).threshold()).isEqualTo(7);
    assertThat(at(items(), OperatingPoint.Target.RECALL, .8).threshold()).isEqualTo(6);
    assertThat(at(items(), OperatingPoint.Target.RECALL, .9).threshold()).isEqualTo(2);
  }

  @Test
  void itemsCountByWhatTheyStandFor() {
    List<OperatingPoints.Item> items = items();
    // The negative of score 8 stands for ten times as much: precision from 8 on is under .5.
    items.set(7, new OperatingPoints.Item("i8", 8, false, 30));

    OperatingPoint point = at(items, OperatingPoint.Target.PRECISION, .5);

    assertThat(point.threshold()).isEqualTo(9);
    assertThat(point.precision().estimate()).isEqualTo(1);
    assertThat(point.recall().estimate()).isCloseTo(.4, within(1e-12));
  }

  @Test
  void boundsStayWideWhereFewItemsAreAllRight() {
    Interval precision = at(items(), OperatingPoint.Target.PRECISION, .9).precision();

    assertThat(precision.estimate()).isEqualTo(1);
    // 2 of 2: .025^(1/2)
    assertThat(precision.low()).isCloseTo(.158113883, within(1e-8));
    assertThat(precision.high()).isEqualTo(1);
  }

  @Test
  void saysSoWherePositivesAreTooFew() {
    List<OperatingPoints.Item> items = items();
    items.removeIf(item -> item.score() == 10);

    OperatingPoint point = at(items, OperatingPoint.Target.RECALL, .5);

    assertThat(point.found()).isFalse();
    assertThat(point.threshold()).isNaN();
    assertThat(point.precision()).isEqualTo(Interval.UNDEFINED);
    assertThat(point.why())
        .isEqualTo("too few: 4 positives among 9 audit items the model has not seen, 5 are needed");
  }

  @Test
  void saysSoWhereNoThresholdReachesIt() {
    List<OperatingPoints.Item> items = items();
    items.add(new OperatingPoints.Item("i11", 11, false, 3));

    assertThat(at(items, OperatingPoint.Target.PRECISION, .9).why())
        .isEqualTo("no threshold reaches it on 11 audit items the model has not seen, 5 positive");
  }

  @Test
  void doesNotDependOnTheOrderOfItems() {
    List<OperatingPoints.Item> reversed = items();
    Collections.reverse(reversed);

    assertThat(at(reversed, OperatingPoint.Target.PRECISION, .75))
        .isEqualTo(at(items(), OperatingPoint.Target.PRECISION, .75));
    assertThat(OperatingPoint.Target.PRECISION.wireName()).isEqualTo("precision");
  }

  private static OperatingPoint at(
      List<OperatingPoints.Item> items, OperatingPoint.Target target, double wanted) {
    return new OperatingPoints(items, .95).at(target, wanted);
  }
}
