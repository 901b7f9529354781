package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TournamentTest {

  private static final LabelledCorpus CORPUS = Toy.corpus(1500);
  private static final Tournament TOURNAMENT =
      new Tournament(Toy.PLAN, Toy.DRAWS, .25, .25, List.of(), 250);
  private static final List<Measurement> MEASURED = play("random", "all-expert", "crowd");

  @Test
  void saysHowLargeThePoolIs() {
    assertThat(rows("corpus", Metric.POOL_ITEMS)).hasSize(1).allMatch(row -> row.value() > 500);
  }

  @Test
  void labelsThePoolOnceForTheAllExpertArm() {
    assertThat(rows("all-expert", Metric.KAPPA))
        .singleElement()
        .matches(row -> row.labels() == rows("corpus", Metric.POOL_ITEMS).get(0).value());
  }

  @Test
  void buysEverMoreCrowdJudgementsUpToThePool() {
    int pool = (int) rows("corpus", Metric.POOL_ITEMS).get(0).value();

    assertThat(rows("crowd", Metric.KAPPA))
        .extracting(Measurement::labels)
        .containsExactly(250, 500, pool);
  }

  @Test
  void givesAllStrategiesTheSameDraw() {
    assertThat(play("recipe")).containsAll(rows("corpus", Metric.POOL_ITEMS));
    assertThat(play("random", "recipe")).containsAll(rowsOf("random"));
  }

  @Test
  void measuresNothingWhereNoDrawCanBeMade() {
    Tournament impossible =
        new Tournament(Toy.PLAN, new Draw.Plan(.9, .3, 3, 20), .25, .25, List.of(), 250);

    assertThat(impossible.play(CORPUS, new Roles.ByLabel(), List.of("random"), 5)).isEmpty();
  }

  private static List<Measurement> play(String... strategies) {
    return TOURNAMENT.play(CORPUS, new Roles.ByLabel(), List.of(strategies), 5);
  }

  private static List<Measurement> rowsOf(String strategy) {
    return Stream.of(Metric.values()).flatMap(metric -> rows(strategy, metric).stream()).toList();
  }

  private static List<Measurement> rows(String strategy, Metric metric) {
    return MEASURED.stream()
        .filter(row -> row.strategy().equals(strategy) && row.metric().equals(metric.wireName()))
        .toList();
  }
}
