package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.Vectors;

class AverageLinkageTest {

  @Test
  void clustersAsTheDefinitionSays() {
    for (int round = 0; round < 10; round++) {
      float[][] rows = Clouds.cloud("hac" + round, Clouds.direction(6, 0, 1, 30), 0.6, 50);

      for (int k : new int[] {1, 2, 5, 20, 49, 50}) {
        assertThat(AverageLinkage.clusters(rows, k)).isEqualTo(naive(rows, k));
      }
    }
  }

  @Test
  void identicalRowsJoinFirst() {
    float[][] rows = {at(0), at(90), at(0), at(90), at(0), at(45)};

    assertThat(AverageLinkage.clusters(rows, 3)).containsExactly(0, 1, 0, 1, 0, 2);
  }

  @Test
  void chainsEndThoughAllSimilaritiesAreEqual() {
    float[][] rows = new float[40][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = at(17);
    }

    assertThat(AverageLinkage.clusters(rows, 1)).containsOnly(0);
    assertThat(AverageLinkage.clusters(rows, 40)).doesNotHaveDuplicates();
  }

  @Test
  void fewRowsStayApart() {
    assertThat(AverageLinkage.clusters(new float[][] {at(0), at(1)}, 5)).containsExactly(0, 1);
    assertThat(AverageLinkage.clusters(new float[0][], 5)).isEmpty();
  }

  private static float[] at(double degrees) {
    return Clouds.direction(2, 0, 1, degrees);
  }

  /** Joins the two clusters with the highest mean similarity until k are left. */
  private static int[] naive(float[][] rows, int k) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      clusters.add(new ArrayList<>(List.of(i)));
    }
    while (clusters.size() > k) {
      int one = 0;
      int other = 1;
      for (int a = 0; a < clusters.size(); a++) {
        for (int b = a + 1; b < clusters.size(); b++) {
          if (mean(rows, clusters.get(a), clusters.get(b))
              > mean(rows, clusters.get(one), clusters.get(other))) {
            one = a;
            other = b;
          }
        }
      }
      clusters.get(one).addAll(clusters.remove(other));
    }
    int[] numbers = new int[rows.length];
    for (int c = 0; c < clusters.size(); c++) {
      for (int row : clusters.get(c)) {
        numbers[row] = c;
      }
    }
    return numbers;
  }

  private static double mean(float[][] rows, List<Integer> some, List<Integer> others) {
    double sum = 0;
    for (int a : some) {
      for (int b : others) {
        sum += Vectors.dot(rows[a], rows[b]);
      }
    }
    return sum / (some.size() * others.size());
  }
}
