package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;

class KnownGroundTest {

  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
  private static final float[][] VECTORS = {EAST, EAST, {.8f, .6f}, NORTH};
  private static final Region REGION =
      new Region(List.of(0, 1, 2), 0, Interval.UNDEFINED, .01, EAST);

  @Test
  void isNewBeyondClustersAndLabels() {
    KnownGround.Place place = ground(.5, NORTH).of(REGION, VECTORS);

    assertThat(place.standing()).isEqualTo(KnownGround.Standing.NEW);
    assertThat(place.clusterDistance()).isEqualTo(1);
    assertThat(place.labelledDistance()).isEqualTo(1);
    assertThat(place.radius()).isCloseTo(.0005, within(1e-9));
  }

  @Test
  void isUnlabelledInReachOfAClusterOnly() {
    assertThat(ground(1, NORTH).of(REGION, VECTORS).standing())
        .isEqualTo(KnownGround.Standing.UNLABELLED);
    assertThat(ground(1).of(REGION, VECTORS).labelledDistance()).isNaN();
  }

  @Test
  void isLabelledWhereAnItemInItIs() {
    assertThat(ground(.5, EAST).of(REGION, VECTORS).standing())
        .isEqualTo(KnownGround.Standing.LABELLED);
  }

  @Test
  void anEmptyClusterReachesNowhere() {
    assertThat(ground(Double.NaN, NORTH).of(REGION, VECTORS).standing())
        .isEqualTo(KnownGround.Standing.NEW);
  }

  @Test
  void examplesAreNoNearDuplicates() {
    assertThat(REGION.examples(VECTORS, .97, 3)).containsExactly(0, 2);
    assertThat(REGION.examples(VECTORS, .5, 3)).containsExactly(0);
    assertThat(REGION.examples(VECTORS, 1.1, 2)).containsExactly(0, 1);
  }

  private static KnownGround ground(double radius, float[]... labelled) {
    return new KnownGround(new float[][] {NORTH}, new double[] {radius}, labelled);
  }
}
