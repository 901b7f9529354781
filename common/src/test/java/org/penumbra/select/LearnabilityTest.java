package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.embed.Vectors;

/** JEST and ACID, which choose alike and read the reference's answer differently. */
class LearnabilityTest {

  /** The same with no noise to speak of. */
  private static final double GREEDY = 1e9;

  private static final List<Candidate> ITEMS = Choices.scattered("jest", 60);

  @Test
  void choosesAsTheAlgorithmOfThePaperDoes() {
    for (int seed = 0; seed < 5; seed++) {
      assertThat(chosen(new Learnability(4, 10, 1, seed), 12, ITEMS))
          .isEqualTo(naive(LearnabilityTest::softLabelExcess, 4, 12, 1, seed));
      assertThat(chosen(new TeacherReference(4, 10, 2, seed), 10, ITEMS))
          .isEqualTo(naive(LearnabilityTest::likelierLabelExcess, 4, 10, 2, seed));
    }
  }

  @Test
  void drawsWithProbabilitiesInProportionToTheExponentialOfLearnability() {
    // KL(.9 || .1) = 1.758 against KL(.5 || .5) = 0 twice: e^1.758 / (e^1.758 + 2) = .744.
    List<Candidate> items =
        List.of(
            Choices.item("learnable", 0, .1, .9),
            Choices.item("known", 90, .5, .5),
            Choices.item("too", 180, .5, .5));
    long learnable =
        IntStream.range(0, 1_000)
            .filter(
                seed -> chosen(new Learnability(1, 10, 1, seed), 1, items).contains("learnable"))
            .count();

    // Standard deviation 13.8.
    assertThat(learnable).isBetween(694L, 794L);
  }

  @Test
  void lookAlikesThatOnlyTheReferenceSeparatesComeTogether() {
    // Alone b is worth .309 and c .382; with a, b makes a pair worth .416 x .764, counted twice.
    List<Candidate> items =
        List.of(
            Choices.item("a", 0, .3, .99),
            Choices.item("b", 15, .3, .01),
            Choices.item("c", 180, .2, .6));

    assertThat(chosen(new Learnability(2, 10, GREEDY, 1), 2, items)).containsExactly("a", "b");
    assertThat(chosen(new Learnability(1, 10, GREEDY, 1), 2, items))
        .as("in one chunk there is nothing to be joint with")
        .containsExactly("a", "c");
  }

  @Test
  void whatTheTeacherIsLessSureOfThanTheStudentIsWorthLittleToAcid() {
    List<Candidate> items =
        List.of(
            Choices.item("unsure", 0, .99, .6),
            Choices.item("wrong", 90, .2, .9),
            Choices.item("agreed", 180, .1, .1));

    assertThat(chosen(new TeacherReference(1, 10, GREEDY, 1), 3, items))
        .containsExactly("wrong", "agreed", "unsure");
    assertThat(chosen(new Learnability(1, 10, GREEDY, 1), 3, items))
        .as("the student is too sure for the reference's taste")
        .containsExactly("unsure", "wrong", "agreed");
  }

  @Test
  void theSuperBatchIsARandomShareOfTheItems() {
    Set<String> superBatch = Set.copyOf(atRandom(7).subList(0, 20));

    assertThat(chosen(new Learnability(2, 2, GREEDY, 7), 10, ITEMS))
        .hasSize(10)
        .allMatch(superBatch::contains);
  }

  @Test
  void takesNothingWhereNothingIsCalibrated() {
    assertThat(chosen(new Learnability(4, 10, 1, 1), 5, Choices.uncalibrated(ITEMS))).isEmpty();
  }

  @Test
  void needsATeacher() {
    List<Candidate> items = List.of(Choices.item("x", 0, .5, Double.NaN));

    assertThatThrownBy(() -> chosen(new TeacherReference(1, 10, 1, 1), 1, items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Item 'x' has no probability by a teacher, which the strategy needs");
  }

  private static List<String> chosen(Strategy strategy, int count, List<Candidate> items) {
    return Choices.chosen(strategy, count, items, List.of(), .5);
  }

  /** Algorithm 1, with all terms in one matrix and the whole pool as the super-batch. */
  private static List<String> naive(
      DoubleBinaryOperator excess, int chunks, int count, double gain, long seed) {
    List<Candidate> items =
        atRandom(seed).stream()
            .map(id -> ITEMS.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow())
            .toList();
    double[][] scores = new double[items.size()][items.size()];
    for (int i = 0; i < items.size(); i++) {
      for (int j = 0; j < items.size(); j++) {
        scores[i][j] = score(excess, items.get(i), items.get(j), i == j);
      }
    }
    List<Integer> taken = new ArrayList<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      int until = count * (chunk + 1) / chunks;
      double[] keys = new double[items.size()];
      for (int i = 0; i < keys.length; i++) {
        double logit = scores[i][i];
        for (int j : taken) {
          logit += scores[i][j] + scores[j][i];
        }
        double unit = StableHash.unit(seed, "gumbel-" + chunk, items.get(i).id());
        keys[i] = gain * logit - Math.log(-Math.log(1 - unit));
      }
      IntStream.range(0, keys.length)
          .filter(i -> !taken.contains(i))
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -keys[i]))
          .limit(until - taken.size())
          .toList()
          .forEach(taken::add);
    }
    return taken.stream().map(i -> items.get(i).id()).toList();
  }

  private static double score(
      DoubleBinaryOperator excess, Candidate one, Candidate other, boolean own) {
    if (own) {
      return excess.applyAsDouble(one.teacher(), one.probability());
    }
    double weight =
        1 / (1 + Math.exp(10 - 10 * (double) Vectors.dot(one.vector(), other.vector())));
    return weight
        * excess.applyAsDouble(
            1 - one.teacher() - other.teacher() + 2 * one.teacher() * other.teacher(),
            1
                - one.probability()
                - other.probability()
                + 2 * one.probability() * other.probability());
  }

  private static double softLabelExcess(double reference, double learner) {
    return logLoss(reference, learner) - logLoss(reference, reference);
  }

  private static double likelierLabelExcess(double reference, double learner) {
    double label = reference >= .5 ? 1 : 0;
    return logLoss(label, learner) - logLoss(label, reference);
  }

  private static double logLoss(double label, double believed) {
    return -label * Math.log(believed) - (1 - label) * Math.log(1 - believed);
  }

  private static List<String> atRandom(long seed) {
    return ITEMS.stream()
        .map(Candidate::id)
        .sorted(Comparator.comparingDouble(id -> StableHash.unit(seed, "super-batch", id)))
        .toList();
  }
}
