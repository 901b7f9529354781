package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;
import org.penumbra.pair.PairFinder;
import org.penumbra.select.AuditStratum.FrameItem;

class StrategiesTest {

  private static final AuditArm AUDIT = new AuditArm(3);
  private static final List<Candidate> ITEMS = Choices.scattered("pool", 300);
  private static final List<Candidate> ISSUED = Choices.scattered("issued", 30);
  private static final Pool POOL = new Pool(ITEMS, ISSUED, List.of(), pairs(), .8);

  @ParameterizedTest
  @EnumSource
  void everyStrategyFillsItsBatchWithTheAuditInIt(NamedStrategy name) {
    Batch batch = compose(name, 5, POOL);

    assertThat(batch.items()).hasSize(40).extracting(BatchItem::itemId).doesNotHaveDuplicates();
    assertThat(batch.items().stream().filter(item -> item.arm() == Arm.AUDIT)).hasSize(10);
    assertThat(batch.items())
        .allMatch(item -> item.why().endsWith(".") || item.why().endsWith("?"));
    assertThat(batch.shortfall()).isEmpty();
    assertThat(compose(name, 5, POOL)).isEqualTo(batch);
  }

  @ParameterizedTest
  @EnumSource
  void everyStrategyFillsItsBatchThoughItHasNextToNothingToGoBy(NamedStrategy name) {
    List<Candidate> items =
        ITEMS.stream()
            .map(
                c -> new Candidate(c.id(), c.vector(), c.score(), 0, null, Double.NaN, c.teacher()))
            .toList();
    Pool bare = new Pool(items, List.of(), List.of(), List.of(), .8);

    assertThat(compose(name, 5, bare).items()).hasSize(40);
  }

  @Test
  void namesStandForOneStrategyEach() {
    assertThat(NamedStrategy.values())
        .extracting(NamedStrategy::label)
        .containsExactly(
            "recipe",
            "recipe-first",
            "boundary",
            "random",
            "stratified-pseudo",
            "stratified-student",
            "margin",
            "entropy",
            "top-scored",
            "k-center",
            "k-means",
            "cal",
            "cluster-margin",
            "jest",
            "acid",
            "aced");
    for (NamedStrategy name : NamedStrategy.values()) {
      assertThat(NamedStrategy.of(name.label())).isEqualTo(name);
    }
    assertThatThrownBy(() -> NamedStrategy.of("best"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("No strategy 'best'; there are recipe, recipe-first, boundary,");
  }

  @Test
  void theRecipeIsTheStandardOne() {
    BatchComposer standard = BatchComposer.standard(.25, .25);
    BatchComposer recipe = strategies(5).composer(NamedStrategy.RECIPE);

    assertThat(recipe.auditShare()).isEqualTo(standard.auditShare());
    assertThat(recipe.arms()).isEqualTo(standard.arms());
    assertThat(recipe.rest()).isEqualTo(standard.rest());
    assertThat(recipe.widen()).isEqualTo(standard.widen());
  }

  @Test
  void theMethodAsPublishedHasNoTopArm() {
    List<BatchItem> items = compose(NamedStrategy.BOUNDARY, 5, POOL).items();

    assertThat(items).extracting(BatchItem::arm).containsOnly(Arm.AUDIT, Arm.BOUNDARY);
  }

  @Test
  void theFirstBatchOfTheRecipeHasDiverseMarginInPlaceOfPairs() {
    List<BatchItem> items = compose(NamedStrategy.RECIPE_FIRST, 5, POOL).items();

    assertThat(items.stream().filter(item -> item.arm() == Arm.TOP_SCORED)).hasSize(10);
    assertThat(items.stream().filter(item -> item.arm() == Arm.MARGIN)).hasSize(20);
  }

  private static Strategies strategies(long seed) {
    return new Strategies(NearDuplicates.standard(), .25, .25, 6, seed);
  }

  private static Batch compose(NamedStrategy name, long seed, Pool pool) {
    List<FrameItem> frame =
        pool.candidates().stream().map(item -> new FrameItem(item.id(), 0, 1)).toList();
    return strategies(seed)
        .composer(name)
        .compose(pool, AUDIT, AuditStratum.of(AUDIT, frame, Map.of(), stratum -> .2), 40);
  }

  private static List<Pair> pairs() {
    return new PairFinder(new ExactNeighbours(), 10).inCell("p0-n0", side(true), side(false));
  }

  private static List<EmbeddedItem> side(boolean positive) {
    return ITEMS.stream()
        .filter(item -> item.score() >= .8 == positive)
        .map(item -> new EmbeddedItem(item.id(), item.vector(), item.score()))
        .toList();
  }
}
