package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntropyTest {

  @Test
  void takesTheItemsWithTheLargestEntropy() {
    List<Candidate> items = Choices.scattered("entropy", 100);

    assertThat(Choices.chosen(new Entropy(), 20, items, List.of(), .9))
        .isEqualTo(
            items.stream()
                .sorted(Comparator.comparingDouble(item -> -entropy(item.probability())))
                .limit(20)
                .map(Candidate::id)
                .toList());
  }

  @Test
  void ofEquallyUncertainItemsTheOneCloserToTheCutComesFirst() {
    List<Candidate> items =
        List.of(
            Choices.item("low", 0, .25, .5),
            Choices.item("middle", 40, .5, .5),
            Choices.item("high", 80, .75, .5));

    assertThat(Choices.chosen(new Entropy(), 3, items, List.of(), .7))
        .containsExactly("middle", "high", "low");
    assertThat(Choices.chosen(new Entropy(), 3, items, List.of(), .3))
        .containsExactly("middle", "low", "high");
  }

  @Test
  void goesByTheRankFromTheCutWhereNothingIsCalibrated() {
    List<Candidate> items = Choices.uncalibrated(Choices.scattered("entropy", 50));

    assertThat(Choices.chosen(new Entropy(), 20, items, List.of(), .9))
        .isEqualTo(Choices.chosen(new Margin(1), 20, items, List.of(), .9));
  }

  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }
}
