package org.penumbra.jobs.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.penumbra.agree.DoubledSize;

class AssignmentsTest {

  @Test
  void theEvaluationItemsAmongTheDoubledOnesSufficeForTheHalfWidthAskedFor() {
    DoubledSize size = new DoubledSize(.4, .4);

    long halved = Assignments.doubledOverall(.4, .1, .5);

    assertThat(size.halfWidth(halved / 2, .95)).isLessThanOrEqualTo(.1);
    assertThat(size.halfWidth(halved / 2 - 1, .95)).isGreaterThan(.1);
    assertThat(Assignments.doubledOverall(.4, .1, 1)).isEqualTo(size.items(.1, .95));
  }
}
