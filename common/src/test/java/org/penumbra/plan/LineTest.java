package org.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

  @Test
  void runsThroughTwoPoints() {
    Line line = line(1000, 12, 5000, 20);

    assertThat(line.fixed()).isCloseTo(10, within(1e-9));
    assertThat(line.perItem()).isCloseTo(.002, within(1e-12));
    assertThat(line.at(100_000)).isCloseTo(210, within(1e-6));
  }

  @Test
  void doesNotDependOnTheUnitOfItems() {
    assertThat(line(1, 12, 5, 20).at(100))
        .isCloseTo(line(1000, 12, 5000, 20).at(1e5), within(1e-6));
  }

  @Test
  void takesAllOfOneSizeAsPerItem() {
    assertThat(line(1000, 10, 1000, 12)).isEqualTo(new Line(0, .011));
  }

  @Test
  void takesWhatGetsLessAsFixedAtItsMost() {
    assertThat(line(1000, 12, 5000, 11)).isEqualTo(new Line(12, 0));
  }

  @Test
  void hasNothingFixedWhereThatWouldBeBelowZero() {
    assertThat(line(1000, 1, 5000, 9)).isEqualTo(new Line(0, (.001 + .0018) / 2));
  }

  private static Line line(double oneX, double oneY, double otherX, double otherY) {
    return Line.through(List.of(new Line.Point(oneX, oneY), new Line.Point(otherX, otherY)));
  }
}
