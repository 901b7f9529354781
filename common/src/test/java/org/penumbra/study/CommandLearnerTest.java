package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.Interval;
import org.penumbra.command.Command;

class CommandLearnerTest {

  /** A student that knows foul words from the start, and longer texts from shorter ones. */
  private static final String FOUL =
      "score() { sed -E 's/(.*\"id\":\"([^\"]*)\",\"text\":\"a foul.*)/{\"id\":\"\\2\",\"score\":9}/;"
          + " s/(.*\"id\":\"([^\"]*)\",\"text\":\"fair.*)/{\"id\":\"\\2\",\"score\":1}/'"
          + " \"$1/items.jsonl\" >\"$1/scores.jsonl\"; }; score";

  private static final Table TABLE = Toy.table(Toy.corpus(1500), 3);

  @TempDir private Path kept;

  @Test
  void playsAndIsCalibratedOnWhatItDidNotLearnFrom() {
    List<Play.Reading> readings = play(FOUL);

    assertThat(readings)
        .filteredOn(reading -> reading.metric() == Metric.KAPPA_BEST_CUT)
        .hasSize(2)
        .allMatch(reading -> reading.value() == 1);
    assertThat(readings)
        .filteredOn(reading -> reading.metric() == Metric.PREVALENCE)
        .allMatch(reading -> reading.value() > 0 && reading.value() < 1);
  }

  @Test
  void aStudentThatOnlyRemembersIsNotBelieved() {
    // What it was taught scores 9, the rest by the length of its line: by nothing that tells.
    String remember =
        "score() { grep -o '\"id\":\"[^\"]*\"' \"$1/train.jsonl\" >\"$1/known\";"
            + " grep -F -f \"$1/known\" \"$1/items.jsonl\" | sed 's/\"text.*/\"score\":9}/' >\"$1/scores.jsonl\";"
            + " grep -v -F -f \"$1/known\" \"$1/items.jsonl\" | awk -F'\"text' '{ print $1 \"\\\"score\\\":\" (NR * 7919) % 13 \"}\" }' >>\"$1/scores.jsonl\"; }; score";

    assertThat(play(remember))
        .filteredOn(reading -> reading.metric() == Metric.PREVALENCE)
        .allMatch(reading -> reading.value() < .4);
  }

  @Test
  void learnsFromHalfOfTheAnswers() throws Exception {
    int[] pool = TABLE.draw().pool();
    int[] answers = TABLE.roles().expert();
    List<Integer> labelled = IntStream.of(pool).limit(200).boxed().toList();

    Optional<Learner.Learned> learned =
        learner("keep() { cp \"$1\"/* '" + kept + "'; }; keep \"$1\"; " + FOUL)
            .train(labelled, answers, Interval.UNDEFINED);

    assertThat(learned).isPresent();
    List<String> taught = Files.readAllLines(kept.resolve("train.jsonl"));
    assertThat(taught).hasSizeBetween(70, 130).allMatch(line -> line.endsWith("}"));
    assertThat(taught.get(0)).matches("\\{\"id\":\"item-.*\",\"text\":\".*\",\"label\":[01]}");
    assertThat(Files.readAllLines(kept.resolve("items.jsonl")))
        .hasSize(pool.length + TABLE.draw().test().length)
        .noneMatch(line -> line.contains("label"));
  }

  @Test
  void isNotTrainedOnAnswersThatAreAllAlike() {
    int[] alike = new int[TABLE.corpus().size()];

    assertThat(
            learner("exit 1; true")
                .train(List.of(TABLE.draw().pool()[0]), alike, Interval.UNDEFINED))
        .isEmpty();
  }

  @Test
  void servesTheCrowdAsItIs() {
    int[] pool = TABLE.draw().pool();

    List<Learner.Scores> students =
        learner(FOUL)
            .atEachPenalty(Arrays.stream(pool).limit(50).boxed().toList(), TABLE.roles().expert());

    assertThat(students)
        .singleElement()
        .satisfies(student -> assertThat(student.of(pool)).contains(1, 9));
  }

  @Test
  void everyItemHasAFiniteScore() {
    assertThatThrownBy(() -> play("none() { touch \"$1/scores.jsonl\"; }; none"))
        .hasMessageContaining("it gave item 'item-")
        .hasMessageContaining("' no finite score.");
    assertThatThrownBy(() -> play("odd() { echo '{' >\"$1/scores.jsonl\"; }; odd"))
        .hasMessageContaining("a line of scores.jsonl is no JSON.");
  }

  private static CommandLearner learner(String line) {
    return new CommandLearner(TABLE, command(line), .1, 3);
  }

  private static Command command(String line) {
    return new Command("student.command", line, Duration.ofMinutes(1));
  }

  private static List<Play.Reading> play(String line) {
    PlayPlan plan =
        new PlayPlan(
            Toy.PLAN.coldStart(),
            Toy.PLAN.batches(),
            Toy.PLAN.assumedPrevalence(),
            new PlayPlan.External(command(line)),
            Toy.PLAN.boundary());
    return new Play(TABLE, plan, Contestant.named("random", .25, .25, List.of()), 3).run();
  }
}
