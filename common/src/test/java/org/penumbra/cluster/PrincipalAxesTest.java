package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {

  /** Three times as wide along the third coordinate as along the first, a little along the rest. */
  private static List<float[]> cloud() {
    SplittableRandom random = new SplittableRandom(3);
    List<float[]> cloud = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      float[] vector = new float[6];
      for (int j = 0; j < vector.length; j++) {
        double width = j == 2 ? 3 : j == 0 ? 1 : 0.1;
        vector[j] = (float) (5 + width * (random.nextDouble() - 0.5));
      }
      cloud.add(vector);
    }
    return cloud;
  }

  @Test
  void findsTheTwoWidestDirections() {
    PrincipalAxes axes = PrincipalAxes.of(cloud());

    assertThat(axes.axes()[0][2]).isCloseTo(1, within(0.01));
    assertThat(axes.axes()[1][0]).isCloseTo(1, within(0.01));
    assertThat(axes.explained()[0]).isCloseTo(9 / 10.04, within(0.03));
    assertThat(axes.explained()[1]).isCloseTo(1 / 10.04, within(0.03));
  }

  @Test
  void theMiddleOfTheCloudIsTheOrigin() {
    List<float[]> cloud = cloud();
    PrincipalAxes axes = PrincipalAxes.of(cloud);

    for (int axis = 0; axis < PrincipalAxes.COUNT; axis++) {
      double sum = 0;
      for (float[] vector : cloud) {
        sum += axes.along(axis, vector);
      }
      assertThat(sum).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void vectorsThatAreAllAlikeLieInOnePlace() {
    PrincipalAxes axes = PrincipalAxes.of(List.of(new float[] {1, 2, 3}, new float[] {1, 2, 3}));

    assertThat(axes.along(0, new float[] {1, 2, 3})).isZero();
    assertThat(axes.explained()).containsExactly(0, 0);
  }
}
