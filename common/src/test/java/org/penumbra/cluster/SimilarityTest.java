package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  @Test
  void multipliesAndSums() {
    float[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    float[] b = {1, 1, 1, 1, 1, 1, 1, 1, 2, 3};

    assertThat(Similarity.dot(a, b)).isEqualTo(84f);
  }

  @Test
  void aBlockHasTheSameBitsAsSinglePairs() {
    float[][] rows = Clouds.cloud("bits", Clouds.direction(37, 0, 1, 20), 0.2, 300);
    SimilarityTile tile = new SimilarityTile(37);
    float[] products = new float[SimilarityTile.ROWS];

    tile.load(rows, 44, 300);
    for (float[] query : Arrays.copyOf(rows, 40)) {
      tile.similarities(query, products);
      for (int r = 0; r < 256; r++) {
        assertThat(products[r]).isEqualTo(Similarity.dot(query, rows[44 + r]));
      }
    }
  }

  @Test
  void aLoadedTileForgetsWhatItHeld() {
    SimilarityTile tile = new SimilarityTile(1);
    float[] products = new float[SimilarityTile.ROWS];
    tile.load(new float[][] {{1}, {2}, {3}}, 0, 3);
    tile.load(new float[][] {{5}, {7}}, 0, 2);

    tile.similarities(new float[] {2}, products);

    assertThat(products).startsWith(10, 14, 0);
  }

  @Test
  void scalesToUnitLengthAndLeavesZeroAlone() {
    assertThat(Similarity.normalised(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
    assertThat(Similarity.normalised(new float[] {0, 0})).containsExactly(0f, 0f);
  }

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
      assertThat(Similarity.dot(query, rows[found[i - 1]]))
          .isGreaterThanOrEqualTo(Similarity.dot(query, rows[found[i]]));
    }
    assertThat(found[0]).isEqualTo(650);
    assertThat(Arrays.stream(found).distinct().count()).isEqualTo(700);
  }
}
