package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.Vectors;

class NearestRowsTest {

  @Test
  void nearestRowsStandMostSimilarFirstAndEqualOnesByIndex() {
    float[][] candidates = {{0, 1}, {1, 0}, {0.6f, 0.8f}, {1, 0}};

    NearestRows nearest = NearestRows.search(new float[][] {{1, 0}, {0, 1}}, candidates, 3);

    assertThat(nearest.rows()).isDeepEqualTo(new int[][] {{1, 3, 2}, {0, 2, 1}});
    assertThat(nearest.similarities()[0]).containsExactly(1f, 1f, 0.6f);
  }

  @Test
  void fewerCandidatesThanAskedGiveFewerNeighbours() {
    NearestRows nearest =
        NearestRows.search(new float[][] {{1, 0}}, new float[][] {{0, 1}, {-1, 0}}, 5);

    assertThat(nearest.rows()).isDeepEqualTo(new int[][] {{0, 1}});
  }

  @Test
  void findsTheSameOverManyTilesAsSortingWould() {
    float[][] rows = Clouds.cloud("tiles", Clouds.direction(12, 0, 1, 0), 0.5, 700);
    float[] query = rows[650];

    int[] found = NearestRows.search(new float[][] {query}, rows, 700).rows()[0];

    for (int i = 1; i < found.length; i++) {
      assertThat(Vectors.dot(query, rows[found[i - 1]]))
          .isGreaterThanOrEqualTo(Vectors.dot(query, rows[found[i]]));
    }
    assertThat(found[0]).isEqualTo(650);
    assertThat(Arrays.stream(found).distinct().count()).isEqualTo(700);
  }
}
