package org.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternatingTest {

  @Test
  void bothRunInTurnAfterAWarmUp() throws Exception {
    List<String> order = new ArrayList<>();
    Alternating.time(2, () -> order.add("ours"), () -> order.add("baseline"));
    assertThat(order).containsExactly("ours", "baseline", "ours", "baseline", "ours", "baseline");
  }

  @Test
  void speedIsTheMedianOfTheRunsRatios() {
    assertThat(new Alternating(new double[] {1, 2, 1}, new double[] {2, 2, 9}).speed())
        .isEqualTo(2);
  }

  @Test
  void anEvenNumberOfRunsHasTheMiddleOfTwo() {
    assertThat(Alternating.median(new double[] {4, 1, 2, 10})).isEqualTo(3);
  }
}
