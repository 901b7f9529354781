package org.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionScanTest {

  @Test
  void theRatioIsKulldorffs() {
    // 8 of 8 in the window, 12 of 32 outside, 20 of 40 in all.
    double expected = 12 * Math.log(12 / 32.0) + 20 * Math.log(20 / 32.0) - 40 * Math.log(.5);

    assertThat(RegionScan.ratio(8, 8, 20, 40)).isCloseTo(expected, within(1e-12));
    assertThat(RegionScan.ratio(4, 8, 20, 40)).as("its share").isZero();
    assertThat(RegionScan.ratio(1, 8, 20, 40)).as("less than its share").isZero();
  }

  @Test
  void findsTheWindowThatCrowds() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] snapshot = Shapes.broad(200, random);
    System.arraycopy(Shapes.tight(12, random), 0, snapshot, 0, 12);
    DriftItems items = Shapes.items(Shapes.broad(200, random), snapshot, null);
    RegionScan scan = new RegionScan(items.neighbours());

    RegionScan.Windows windows = scan.windows(items.samples().labels(), 200);

    int best =
        IntStream.range(0, 400)
            .reduce((one, other) -> windows.excess()[one] >= windows.excess()[other] ? one : other)
            .getAsInt();
    assertThat(best).isBetween(200, 211);
    assertThat(windows.sizes()[best]).isIn(8, 16);
    assertThat(windows.excess()[best]).isEqualTo(scan.of(items.samples().labels(), 200));
  }

  @Test
  void hasNoWindowAmongTooFewItems() {
    DriftItems items =
        Shapes.items(
            Shapes.broad(7, new SplittableRandom(1)),
            Shapes.broad(8, new SplittableRandom(2)),
            null);

    assertThat(new RegionScan(items.neighbours()).of(items.samples().labels(), 8)).isZero();
  }
}
