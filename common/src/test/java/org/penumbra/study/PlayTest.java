package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.penumbra.select.NamedStrategy;

class PlayTest {

  private static final LabelledCorpus CORPUS = Toy.corpus(1500);
  private static final Table TABLE = Toy.table(CORPUS, 3);

  @ParameterizedTest
  @EnumSource(NamedStrategy.class)
  void everyStrategySpendsExactlyItsBudgets(NamedStrategy strategy) {
    List<Play.Reading> readings = play(strategy.label(), 3);

    assertThat(readings.stream().map(Play.Reading::labels).distinct()).containsExactly(40, 60);
    assertThat(readings)
        .filteredOn(reading -> reading.metric() == Metric.KAPPA)
        .allMatch(reading -> reading.value() > -.1 && reading.value() <= 1);
  }

  @ParameterizedTest
  @EnumSource(NamedStrategy.class)
  void withoutAColdStartTheFirstBatchIsTheStrategysOwn(NamedStrategy strategy) {
    PlayPlan plan =
        new PlayPlan(
            0,
            Toy.PLAN.batches(),
            Toy.PLAN.assumedPrevalence(),
            Toy.PLAN.student(),
            Toy.PLAN.boundary());

    List<Play.Reading> readings =
        new Play(TABLE, plan, Contestant.named(strategy.label(), .25, .25, List.of()), 3).run();

    assertThat(readings.stream().map(Play.Reading::labels).distinct()).containsExactly(20, 40);
  }

  @Test
  void withoutAColdStartTheRecipesFirstBatchHoldsPairs() {
    PlayPlan plan = new PlayPlan(0, new int[] {40}, .1, Toy.PLAN.student(), Toy.PLAN.boundary());

    List<List<Play.Reading>> played =
        Stream.of("recipe", "recipe-first")
            .map(name -> Contestant.named(name, .25, .25, List.of()))
            .map(contestant -> new Play(TABLE, plan, contestant, 3).run())
            .toList();

    assertThat(played.get(0)).isNotEqualTo(played.get(1));
  }

  @Test
  void theRecipeSeeksPairsFromTheFirstBatchUnlessAColdStartWentBefore() {
    Contestant recipe = Contestant.named("recipe", .25, .25, List.of());

    assertThat(recipe.pairs(true)).isFalse();
    assertThat(recipe.pairs(false)).isTrue();
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(play("recipe", 3)).isEqualTo(play("recipe", 3));
  }

  @Test
  void noTwoBatchesOfAnyDrawsAreDrawnAlike() {
    Set<Long> seeds = new HashSet<>();
    for (long draw = 0; draw < 20; draw++) {
      seeds.add(Play.seedOf(draw, "cold start"));
      for (int batch = 0; batch < 5; batch++) {
        seeds.add(Play.seedOf(draw, "batch " + batch));
      }
    }
    assertThat(seeds).hasSize(20 * 6);
  }

  @Test
  void learnsWhatItsLabelsTell() {
    assertThat(kappa(play("recipe", 3), 60)).isGreaterThan(.3);
  }

  @Test
  void noCutIsBetterThanTheBest() {
    List<Play.Reading> readings = play("margin+audit", 3);

    for (int labels : List.of(40, 60)) {
      double best = value(readings, labels, Metric.KAPPA_BEST_CUT);
      assertThat(kappa(readings, labels)).isLessThanOrEqualTo(best);
      assertThat(value(readings, labels, Metric.KAPPA_TRUE_PREVALENCE)).isLessThanOrEqualTo(best);
    }
  }

  @Test
  void learnsFromTheExpertAndIsJudgedByTheReference() {
    Roles liar =
        new Roles(
            CORPUS.labels(),
            Arrays.stream(CORPUS.labels()).map(label -> 1 - label).toArray(),
            new int[0]);
    Table table = Table.lay(CORPUS, liar, TABLE.draw());

    List<Play.Reading> readings =
        new Play(table, Toy.PLAN, Contestant.named("random", .25, .25, List.of()), 3).run();

    assertThat(value(readings, 60, Metric.AVERAGE_PRECISION)).isLessThan(.1);
  }

  private static List<Play.Reading> play(String strategy, long seed) {
    return new Play(TABLE, Toy.PLAN, Contestant.named(strategy, .25, .25, List.of()), seed).run();
  }

  private static double kappa(List<Play.Reading> readings, int labels) {
    return value(readings, labels, Metric.KAPPA);
  }

  private static double value(List<Play.Reading> readings, int labels, Metric metric) {
    return readings.stream()
        .filter(reading -> reading.labels() == labels && reading.metric() == metric)
        .findFirst()
        .orElseThrow()
        .value();
  }
}
