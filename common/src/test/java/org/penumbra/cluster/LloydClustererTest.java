package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.Vectors;

class LloydClustererTest {

  private static final LloydClusterer CLUSTERER = new LloydClusterer(20);

  @Test
  void findsCloudsThatStandApart() {
    float[][] sample =
        Stream.of(0, 60, 120)
            .flatMap(at -> Arrays.stream(cloud("apart" + at, at, 40)))
            .toArray(float[][]::new);

    Centroids centroids = CLUSTERER.fit(sample, 3, 1);

    int[] clusters = new Assignment(centroids).assign(sample).clusters();
    for (int cloud = 0; cloud < 3; cloud++) {
      assertThat(Arrays.copyOfRange(clusters, 40 * cloud, 40 * cloud + 40))
          .containsOnly(clusters[40 * cloud]);
    }
    assertThat(Arrays.stream(clusters).distinct().count()).isEqualTo(3);
  }

  @Test
  void endsWhereEachCentreIsTheDirectionOfItsRowsSum() {
    float[][] sample = cloud("fixed", 30, 200);

    Centroids centroids = new LloydClusterer(100).fit(sample, 7, 5);

    int[] clusters = new int[sample.length];
    double[][] sums = new double[7][sample[0].length];
    for (int i = 0; i < sample.length; i++) {
      for (int c = 1; c < 7; c++) {
        if (Vectors.dot(sample[i], centroids.rows()[c])
            > Vectors.dot(sample[i], centroids.rows()[clusters[i]])) {
          clusters[i] = c;
        }
      }
      for (int d = 0; d < sample[i].length; d++) {
        sums[clusters[i]][d] += sample[i][d];
      }
    }
    for (int c = 0; c < 7; c++) {
      assertThat(Vectors.dot(Vectors.normalised(sums[c]), centroids.rows()[c]))
          .isCloseTo(1f, within(1e-6f));
    }
  }

  @Test
  void iterationsOnlyImproveTheFit() {
    float[][] sample = cloud("better", 30, 300);
    double before = 0;
    for (int iterations = 0; iterations < 6; iterations++) {
      double fit = fit(sample, new LloydClusterer(iterations).fit(sample, 10, 3));

      assertThat(fit).isGreaterThanOrEqualTo(before - 1e-4);
      before = fit;
    }
  }

  @Test
  void seedsAreDrawnByTheirDistance() {
    // Two rows stand together, one apart by 90 degrees: after either of the two it must come next.
    float[] twin = direction(0);
    float[][] sample = {twin, twin, direction(90)};

    for (int seed = 0; seed < 50; seed++) {
      assertThat(List.of(new LloydClusterer(0).fit(sample, 2, seed).rows()))
          .containsExactlyInAnyOrder(sample[0], sample[2]);
    }
  }

  @Test
  void hasFewerCentresThanAskedWhenRowsRepeat() {
    float[][] sample = {direction(0), direction(50), direction(0), direction(50), direction(0)};

    assertThat(CLUSTERER.fit(sample, 4, 1).count()).isEqualTo(2);
    assertThat(CLUSTERER.fit(new float[0][], 4, 1).count()).isZero();
  }

  @Test
  void noClusterStaysEmpty() {
    for (int seed = 0; seed < 200; seed++) {
      float[][] sample = cloud("empty" + seed, 30, 12);

      int[] clusters = new Assignment(CLUSTERER.fit(sample, 8, seed)).assign(sample).clusters();

      assertThat(Arrays.stream(clusters).distinct().count()).isEqualTo(8);
    }
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    float[][] sample = cloud("seed", 30, 100);

    assertThat(CLUSTERER.fit(sample, 5, 1).rows())
        .isDeepEqualTo(CLUSTERER.fit(sample, 5, 1).rows())
        .isNotEqualTo(CLUSTERER.fit(sample, 5, 2).rows());
  }

  private static double fit(float[][] sample, Centroids centroids) {
    return Arrays.stream(new Assignment(centroids).assign(sample).distances())
        .map(distance -> 1 - distance)
        .sum();
  }

  private static float[] direction(double degrees) {
    return Clouds.direction(8, 0, 1, degrees);
  }

  private static float[][] cloud(String name, double degrees, int count) {
    return Clouds.cloud(name, direction(degrees), 0.08, count);
  }
}
