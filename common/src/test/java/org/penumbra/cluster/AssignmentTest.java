package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Assignment.Assigned;
import org.penumbra.embed.Vectors;

class AssignmentTest {

  @Test
  void picksTheNearestDirectionWhateverTheCentroidsLength() {
    Assignment assignment = new Assignment(new Centroids(new float[][] {{10, 0}, {0, 0.1f}}));

    Assigned assigned = assignment.assign(new float[][] {{0.8f, 0.6f}, {0.6f, 0.8f}, {-1, 0}});

    assertThat(assigned.clusters()).containsExactly(0, 1, 1);
    assertThat(assigned.distances()).containsExactly(new double[] {0.2, 0.2, 1}, within(1e-6));
  }

  @Test
  void givesTiesToTheLowerCluster() {
    Assignment assignment =
        new Assignment(new Centroids(new float[][] {{0, 1}, {1, 0}, {2, 0}, {1, 0}}));

    assertThat(assignment.assign(new float[][] {{1, 0}}).clusters()).containsExactly(1);
  }

  @Test
  void keepsDistancesBetweenZeroAndTwo() {
    float[] row = Vectors.normalised(new float[] {1, 1, 1});
    Assignment assignment = new Assignment(new Centroids(new float[][] {{1, 1, 1}}));

    Assigned assigned = assignment.assign(new float[][] {row, {-row[0], -row[1], -row[2]}});

    assertThat(assigned.distances()[0]).isBetween(0.0, 1e-6);
    assertThat(assigned.distances()[1]).isBetween(2 - 1e-6, 2.0);
  }

  @Test
  void needsACentroid() {
    assertThatThrownBy(() -> new Assignment(new Centroids(new float[0][])))
        .hasMessage("Needs at least one centroid");
  }

  @Test
  void theNumberOfClustersFollowsTheClassWithinBounds() {
    ClusterCount count = new ClusterCount(20, 4, 40);

    assertThat(count.forClassSize(0)).isEqualTo(0);
    assertThat(count.forClassSize(3)).isEqualTo(3);
    assertThat(count.forClassSize(50)).isEqualTo(4);
    assertThat(count.forClassSize(200)).isEqualTo(10);
    assertThat(count.forClassSize(10_000_000_000L)).isEqualTo(40);
  }

  @Test
  void theNumberOfClustersNeedsSensibleBounds() {
    assertThatThrownBy(() -> new ClusterCount(20, 5, 4))
        .hasMessage("Needs 1 <= itemsPerCluster and 1 <= kMin <= kMax, found 20, 5, 4");
  }
}
