package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.select.StratifiedByLabel.Prediction;

class StratifiedByLabelTest {

  private static final List<Candidate> ITEMS = Choices.scattered("strat", 200);
  private static final Predicate<Candidate> STUDENT = item -> item.score() >= .9;
  private static final Predicate<Candidate> TEACHER = item -> item.teacher() >= .5;

  @Test
  void drawsHalfFromEitherSideOfTheCut() {
    assertThat(chosen(Prediction.STUDENT, 10, 3))
        .isEqualTo(
            Stream.concat(atRandom(STUDENT, 3).limit(5), atRandom(STUDENT.negate(), 3).limit(5))
                .toList());
  }

  @Test
  void drawsHalfFromEitherAnswerOfTheTeacherTheOddItemPositive() {
    assertThat(chosen(Prediction.TEACHER, 11, 4))
        .isEqualTo(
            Stream.concat(atRandom(TEACHER, 4).limit(6), atRandom(TEACHER.negate(), 4).limit(5))
                .toList());
  }

  @Test
  void whatOneSideLacksTheOtherGives() {
    long positives = ITEMS.stream().filter(STUDENT).count();
    long negatives = ITEMS.size() - positives;

    List<String> many = chosen(Prediction.STUDENT, 100, 1);
    List<String> above = Choices.chosen(byStudent(1), 100, ITEMS, List.of(), 0.1);

    assertThat(positives).isLessThan(50);
    assertThat(negatives).isGreaterThan(100 - positives);
    assertThat(many).hasSize(100).containsAll(atRandom(STUDENT, 1).toList());
    assertThat(above).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void needsATeacherOnlyToGoByOne() {
    List<Candidate> items = Choices.uncalibrated(ITEMS);

    assertThat(Choices.chosen(byStudent(1), 10, items, List.of(), .9)).hasSize(10);
    assertThatThrownBy(
            () ->
                Choices.chosen(
                    new StratifiedByLabel(Prediction.TEACHER, 1), 10, items, List.of(), .9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Item 'strat\\d+' has no probability by a teacher.*");
  }

  private static StratifiedByLabel byStudent(long seed) {
    return new StratifiedByLabel(Prediction.STUDENT, seed);
  }

  private static List<String> chosen(Prediction prediction, int count, long seed) {
    return Choices.chosen(new StratifiedByLabel(prediction, seed), count, ITEMS, List.of(), .9);
  }

  private static Stream<String> atRandom(Predicate<Candidate> side, long seed) {
    return ITEMS.stream()
        .filter(side)
        .map(Candidate::id)
        .sorted(Comparator.comparingDouble(id -> StableHash.unit(seed, "stratified", id)));
  }
}
