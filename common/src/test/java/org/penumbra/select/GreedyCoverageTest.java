package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Clouds;
import org.penumbra.embed.Vectors;

class GreedyCoverageTest {

  @Test
  void coversTheSpaceBeforeTakingASecondItemOfAPlace() {
    float[][] vectors = {
      at(0), at(1), at(2), at(90), at(91), at(180),
    };

    assertThat(choose(new GreedyCoverage(vectors), 3, i -> true)).containsExactly(2, 4, 5);
  }

  @Test
  void equalGainsGoToTheLowerIndex() {
    float[][] vectors = {at(0), at(0), at(90), at(90)};

    assertThat(choose(new GreedyCoverage(vectors), 4, i -> true)).containsExactly(0, 2, 1, 3);
  }

  @Test
  void weightsDecideWhatIsWorthCovering() {
    float[][] vectors = {at(0), at(1), at(90)};
    GreedyCoverage coverage = new GreedyCoverage(vectors, new double[] {1, 1, 5});

    assertThat(choose(coverage, 1, i -> true)).containsExactly(2);
  }

  @Test
  void beingLazyChangesNothing() {
    for (int round = 0; round < 5; round++) {
      float[][] vectors =
          Clouds.cloud("lazy" + round, Clouds.direction(6, 0, 1, 30), 0.6, 60 + round);

      assertThat(choose(new GreedyCoverage(vectors), 20, i -> i % 3 != 0))
          .isEqualTo(eagerly(vectors, 20, i -> i % 3 != 0));
    }
  }

  @Test
  void takesOnlyWhatIsAllowed() {
    float[][] vectors = {at(0), at(90), at(180)};

    assertThat(choose(new GreedyCoverage(vectors), 3, i -> i != 1)).containsExactly(0, 2);
  }

  @Test
  void goesOnFromWhatIsChosen() {
    float[][] vectors = Clouds.cloud("on", Clouds.direction(6, 0, 1, 30), 0.6, 50);
    GreedyCoverage twice = new GreedyCoverage(vectors);

    List<Integer> chosen = new ArrayList<>(choose(twice, 4, i -> true));
    chosen.addAll(choose(twice, 6, i -> true));

    assertThat(chosen).isEqualTo(choose(new GreedyCoverage(vectors), 10, i -> true));
  }

  @Test
  void nothingGivesNothing() {
    assertThat(choose(new GreedyCoverage(new float[0][]), 3, i -> true)).isEmpty();
  }

  private static float[] at(double degrees) {
    return Clouds.direction(2, 0, 1, degrees);
  }

  private static List<Integer> choose(GreedyCoverage coverage, int count, IntPredicate allowed) {
    List<Integer> chosen = new ArrayList<>();
    int taken =
        coverage.choose(
            count,
            new GreedyCoverage.Constraint() {
              @Override
              public boolean allows(int index) {
                return allowed.test(index);
              }

              @Override
              public void take(int index) {
                chosen.add(index);
              }
            });
    assertThat(chosen).hasSize(taken);
    return chosen;
  }

  private static List<Integer> eagerly(float[][] vectors, int count, IntPredicate allowed) {
    double[] covered = new double[vectors.length];
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      int best = -1;
      double most = -1;
      for (int i = 0; i < vectors.length; i++) {
        double gain = 0;
        for (int j = 0; j < vectors.length; j++) {
          gain += Math.max(0, Vectors.dot(vectors[j], vectors[i]) - covered[j]);
        }
        if (allowed.test(i) && !chosen.contains(i) && gain > most) {
          best = i;
          most = gain;
        }
      }
      chosen.add(best);
      for (int j = 0; j < vectors.length; j++) {
        covered[j] = Math.max(covered[j], Vectors.dot(vectors[j], vectors[best]));
      }
    }
    return chosen;
  }
}
