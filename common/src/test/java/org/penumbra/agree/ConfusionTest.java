package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.penumbra.label.Answer.NEGATIVE;
import static org.penumbra.label.Answer.POSITIVE;
import static org.penumbra.label.Answer.UNSURE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.penumbra.label.Answer;

class ConfusionTest {

  private static final List<Rating> TRUTH =
      List.of(
          new Rating("a", "g1", "consensus", POSITIVE, 1),
          new Rating("b", "g1", "consensus", POSITIVE, 1),
          new Rating("c", "g2", "consensus", NEGATIVE, 10),
          new Rating("d", "g3", "consensus", NEGATIVE, 30),
          new Rating("e", "g3", "consensus", UNSURE, 30),
          new Rating("f", "g3", "consensus", POSITIVE, 30));
  private static final Map<String, Answer> MODEL =
      Map.of("a", POSITIVE, "b", NEGATIVE, "c", POSITIVE, "d", NEGATIVE, "e", POSITIVE);

  @Test
  void countsByWeightAndLeavesOutWhatIsUndecidedOrUnscored() {
    Confusion confusion = Confusion.of(TRUTH, MODEL);
    assertThat(confusion).isEqualTo(new Confusion(1, 10, 1, 30));
    assertThat(confusion.precision()).isCloseTo(1.0 / 11, within(1e-12));
    assertThat(confusion.recall()).isEqualTo(.5);
    assertThat(confusion.f1()).isCloseTo(2.0 / 13, within(1e-12));
    assertThat(confusion.kappa())
        .isCloseTo(CohenKappa.of(new double[][] {{30, 1}, {10, 1}}).value(), within(1e-12));
  }

  @Test
  void aFigureOfNothingIsUndefined() {
    Confusion confusion = Confusion.of(TRUTH, Map.of());
    assertThat(confusion).isEqualTo(new Confusion(0, 0, 0, 0));
    assertThat(confusion.precision()).isNaN();
    assertThat(confusion.recall()).isNaN();
    assertThat(confusion.f1()).isNaN();
    assertThat(confusion.kappa()).isNaN();
  }

  @Test
  void aFigureCanBeComputedAgainWithGroupsCountedOtherwise() {
    GroupStatistic recall = Confusion.statistic(TRUTH, MODEL, Confusion::recall);
    assertThat(recall.groups()).containsExactly("g1", "g2", "g3");
    assertThat(recall.at(new double[] {2, 0, 1})).isEqualTo(.5);
    assertThat(recall.at(new double[] {0, 1, 1})).isNaN();
  }
}
