package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.penumbra.embed.Vectors;

class ContrastiveActiveLearningTest {

  @Test
  void takesItemsPredictedUnlikeTheirLabelledNeighbours() {
    List<Candidate> issued =
        List.of(Choices.item("no", 0, .1, .5), Choices.item("yes", 90, .9, .5));
    // KL(.1 || .1) = 0, KL(.1 || .6) = .551, KL(.9 || .6) = .226, KL(.9 || .9) = 0
    List<Candidate> items =
        List.of(
            Choices.item("like-no", 20, .1, .5),
            Choices.item("unlike-no", -20, .6, .5),
            Choices.item("unlike-yes", 70, .6, .5),
            Choices.item("like-yes", 110, .9, .5));

    assertThat(Choices.chosen(new ContrastiveActiveLearning(1), 2, items, issued, .5))
        .containsExactly("unlike-no", "unlike-yes");
  }

  @Test
  void ranksByTheMeanDivergenceOfTheNeighboursFromTheItem() {
    List<Candidate> items = Choices.scattered("pool", 80);
    List<Candidate> issued = Choices.scattered("issued", 30);

    for (int k : new int[] {1, 10, 30}) {
      assertThat(Choices.chosen(new ContrastiveActiveLearning(k), 25, items, issued, .5))
          .isEqualTo(naive(items, issued, k, 25));
    }
    assertThat(Choices.chosen(new ContrastiveActiveLearning(50), 25, items, issued, .5))
        .as("all the neighbours there are")
        .isEqualTo(naive(items, issued, 30, 25));
  }

  @Test
  void takesNothingWhereNothingIsLabelledOrCalibrated() {
    List<Candidate> items = Choices.scattered("pool", 20);
    List<Candidate> issued = Choices.scattered("issued", 5);
    Strategy cal = new ContrastiveActiveLearning(10);

    assertThat(Choices.chosen(cal, 5, items, List.of(), .5)).isEmpty();
    assertThat(Choices.chosen(cal, 5, Choices.uncalibrated(items), issued, .5)).isEmpty();
    assertThat(Choices.chosen(cal, 5, items, Choices.uncalibrated(issued), .5)).isEmpty();
  }

  private static List<String> naive(
      List<Candidate> items, List<Candidate> issued, int k, int count) {
    return items.stream()
        .sorted(Comparator.comparingDouble(item -> -score(item, issued, k)))
        .limit(count)
        .map(Candidate::id)
        .toList();
  }

  private static double score(Candidate item, List<Candidate> issued, int k) {
    return issued.stream()
        .sorted(Comparator.comparingDouble(l -> -Vectors.dot(item.vector(), l.vector())))
        .limit(k)
        .collect(Collectors.averagingDouble(l -> divergence(l.probability(), item.probability())));
  }

  private static double divergence(double p, double q) {
    return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
  }
}
