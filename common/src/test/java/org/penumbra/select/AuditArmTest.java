package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.select.AuditRound.Item;
import org.penumbra.select.AuditRound.Origin;
import org.penumbra.select.AuditStratum.FrameItem;

class AuditArmTest {

  private static final int[] SIZES = {60, 30, 10};
  private static final double[] RATES = {.01, .1, .5};

  @Test
  void drawsExactlyTheBudgetInEveryRound() {
    AuditArm arm = new AuditArm(1);
    Set<String> issued = new HashSet<>();
    Map<Integer, Integer> sampled = Map.of();
    for (int round = 0; round < 4; round++) {
      AuditRound next = arm.next(strata(arm, sampled), issued, 9);

      assertThat(next.fresh()).hasSize(9);
      assertThat(next.fresh()).noneMatch(item -> issued.contains(item.id()));
      next.fresh().forEach(item -> issued.add(item.id()));
      sampled = next.sampled();
    }
    assertThat(issued).hasSize(36);
  }

  @Test
  void everyStratumGivesAtLeastOne() {
    AuditArm arm = new AuditArm(2);

    AuditRound round = arm.next(strata(arm, Map.of()), Set.of(), 3);

    assertThat(round.fresh()).extracting(Item::stratum).containsExactly(0, 1, 2);
  }

  @Test
  void aBudgetBelowTheNumberOfStrataGoesToThoseNeverSampled() {
    AuditArm arm = new AuditArm(2);
    AuditRound first = arm.next(strata(arm, Map.of()), Set.of(), 2);

    AuditRound second = arm.next(strata(arm, first.sampled()), ids(first.items()), 2);

    assertThat(second.sampled().values()).allMatch(n -> n >= 1);
  }

  @Test
  void theSampleIsNestedOverRounds() {
    AuditArm arm = new AuditArm(3);
    AuditRound first = arm.next(strata(arm, Map.of()), Set.of(), 10);
    AuditRound second = arm.next(strata(arm, first.sampled()), ids(first.items()), 10);

    assertThat(ids(second.items())).containsAll(ids(first.items())).hasSize(20);
    assertThat(second.items().stream().filter(item -> item.origin() == Origin.EARLIER))
        .extracting(Item::id)
        .containsExactlyInAnyOrderElementsOf(ids(first.items()));
    assertThat(second.items().get(0).inclusionProbability())
        .isGreaterThan(first.items().get(0).inclusionProbability());
  }

  @Test
  void theSampleOfAStratumIsItsFirstItemsByPlace() {
    AuditArm arm = new AuditArm(4);

    AuditRound round = arm.next(strata(arm, Map.of()), Set.of(), 20);

    double last =
        round.items().stream()
            .filter(i -> i.stratum() == 0)
            .mapToDouble(i -> arm.place(i.id()))
            .max()
            .orElseThrow();
    long before =
        frame().stream().filter(i -> i.stratum() == 0 && arm.place(i.id()) <= last).count();
    assertThat(round.sampled()).containsEntry(0, (int) before);
  }

  @Test
  void inclusionProbabilityIsPoolProbabilityTimesTheShareSampled() {
    AuditStratum stratum = new AuditStratum(7, 0.1, 4, 0, 0.5, List.of("a", "b", "c", "d"));

    AuditRound round = new AuditArm(1).next(List.of(stratum), Set.of(), 2);

    assertThat(round.items())
        .containsExactly(
            new Item("a", 7, 0.1 * 2 / 4, Origin.FRESH),
            new Item("b", 7, 0.1 * 2 / 4, Origin.FRESH));
  }

  @Test
  void itemsIssuedByOtherArmsBelongToTheSampleForFree() {
    AuditStratum stratum = new AuditStratum(0, 1, 6, 0, 0.5, List.of("a", "b", "c", "d", "e", "f"));

    AuditRound round = new AuditArm(1).next(List.of(stratum), Set.of("b", "d"), 2);

    // d comes before the third item that would be fresh, so it belongs.
    assertThat(round.items()).extracting(Item::id).containsExactly("a", "b", "c", "d");
    assertThat(round.items())
        .extracting(Item::origin)
        .containsExactly(Origin.FRESH, Origin.FREE, Origin.FRESH, Origin.FREE);
  }

  @Test
  void takesAllThatAreLeftWhenTheBudgetIsLarger() {
    AuditArm arm = new AuditArm(5);

    AuditRound round = arm.next(strata(arm, Map.of()), Set.of(), 1_000);

    assertThat(round.fresh()).hasSize(100);
    assertThat(round.items()).allMatch(item -> item.inclusionProbability() == poolOf(item));
  }

  @Test
  void allocatesByNeyman() {
    // Weights 1000 x .1, 100 x .5, 100 x .1: shares 10 to 5 to 1.
    List<AuditStratum> strata =
        List.of(
            listed(0, 1000, (1 - Math.sqrt(1 - 4 * .01)) / 2),
            listed(1, 100, .5),
            listed(2, 100, (1 - Math.sqrt(1 - 4 * .01)) / 2));

    AuditRound round = new AuditArm(1).next(strata, Set.of(), 32);

    assertThat(round.sampled()).isEqualTo(Map.of(0, 20, 1, 10, 2, 2));
  }

  @Test
  void aStratumThatRunsOutLeavesItsShareToOthers() {
    List<AuditStratum> strata = List.of(listed(0, 2, .5), listed(1, 100, .0001));

    assertThat(new AuditArm(1).next(strata, Set.of(), 30).sampled()).isEqualTo(Map.of(0, 2, 1, 28));
  }

  @Test
  void aPureStratumStillGetsAnItem() {
    List<AuditStratum> strata = List.of(listed(0, 1000, 0), listed(1, 100, .5));

    assertThat(new AuditArm(1).next(strata, Set.of(), 10).sampled().get(0)).isPositive();
  }

  @Test
  void theOrderOfStrataAndFrameDoesNotMatter() {
    AuditArm arm = new AuditArm(6);
    List<FrameItem> shuffled = new ArrayList<>(frame());
    Collections.reverse(shuffled);
    List<AuditStratum> backwards =
        new ArrayList<>(AuditStratum.of(arm, shuffled, Map.of(), s -> RATES[s]));
    Collections.reverse(backwards);

    assertThat(arm.next(backwards, Set.of(), 17))
        .isEqualTo(arm.next(strata(arm, Map.of()), Set.of(), 17));
  }

  @Test
  void anOrderTooShortForTheBudgetIsRefused() {
    AuditStratum stratum = new AuditStratum(3, 1, 100, 0, .5, List.of("a", "b"));

    assertThatThrownBy(() -> new AuditArm(1).next(List.of(stratum), Set.of(), 2))
        .hasMessage("Stratum 3 lists 2 of 100 items, too few to draw 2");
  }

  @Test
  void poolProbabilitiesMustBeProbabilities() {
    assertThatThrownBy(() -> new AuditStratum(3, 0, 1, 0, .5, List.of("a")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot weight stratum 3: its items came into the pool with probability 0.0."
                + " Give a probability above 0 and at most 1.");
  }

  @Test
  void weightsAreUnbiasedOverSeeds() {
    double[] alone = meanOverSeeds(3, 0, 0);
    double[] afterAnotherArm = meanOverSeeds(1, 8, 0);

    assertThat(alone[0]).isCloseTo(22, within(3 * alone[1]));
    assertThat(afterAnotherArm[0]).isCloseTo(22, within(3 * afterAnotherArm[1]));
  }

  @Test
  void anArmThatFindsPositivesBetweenRoundsMovesEstimatesLittle() {
    double[] estimate = meanOverSeeds(3, 0, 4);

    assertThat(estimate[0]).isCloseTo(22, within(0.06 * 22));
  }

  /**
   * The weighted number of positives, 22 in truth, over seeds for the pool and the places: mean and
   * standard error. Another arm takes positives, the worst case, before and between the rounds.
   */
  private static double[] meanOverSeeds(int rounds, int before, int between) {
    int seeds = 2_000;
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < seeds; seed++) {
      double estimate = simulate(seed, rounds, before, between);
      sum += estimate;
      squares += estimate * estimate;
    }
    double mean = sum / seeds;
    return new double[] {mean, Math.sqrt((squares / seeds - mean * mean) / seeds)};
  }

  private static double simulate(long seed, int rounds, int before, int between) {
    AuditArm arm = new AuditArm(seed);
    List<FrameItem> pool =
        frame().stream()
            .filter(i -> StableHash.unit(seed, "pool", i.id()) < i.poolProbability())
            .toList();
    Set<String> issued = new HashSet<>();
    takePositives(pool, issued, before);
    Map<Integer, Integer> sampled = new TreeMap<>();
    AuditRound round = AuditRound.NONE;
    for (int i = 0; i < rounds; i++) {
      round = arm.next(AuditStratum.of(arm, pool, sampled, s -> RATES[s]), issued, 6);
      sampled.putAll(round.sampled());
      issued.addAll(ids(round.items()));
      takePositives(pool, issued, between);
    }
    return round.items().stream()
        .filter(item -> positive(item.id()))
        .mapToDouble(item -> 1 / item.inclusionProbability())
        .sum();
  }

  private static void takePositives(List<FrameItem> pool, Set<String> issued, int count) {
    pool.stream()
        .map(FrameItem::id)
        .filter(id -> positive(id) && !issued.contains(id))
        .limit(count)
        .toList()
        .forEach(issued::add);
  }

  @Test
  void weightsAddUpToTheCorpus() {
    AuditArm arm = new AuditArm(9);

    AuditRound round = arm.next(strata(arm, Map.of()), Set.of("0-3", "1-4", "2-5"), 13);

    assertThat(round.items().stream().mapToDouble(i -> 1 / i.inclusionProbability()).sum())
        .isCloseTo(60 / 0.5 + 30 + 10, within(1e-9));
  }

  private static boolean positive(String id) {
    int number = Integer.parseInt(id.substring(2));
    return id.startsWith("0") ? number < 6 : id.startsWith("1") ? number < 9 : number < 7;
  }

  private static double poolOf(Item item) {
    return item.stratum() == 0 ? 0.5 : 1;
  }

  /** Stratum 0: 60 items, kept with probability one half; stratum 1: 30; stratum 2: 10. */
  private static List<FrameItem> frame() {
    List<FrameItem> frame = new ArrayList<>();
    for (int stratum = 0; stratum < SIZES.length; stratum++) {
      for (int i = 0; i < SIZES[stratum]; i++) {
        frame.add(new FrameItem(stratum + "-" + i, stratum, stratum == 0 ? 0.5 : 1));
      }
    }
    return frame;
  }

  private static List<AuditStratum> strata(AuditArm arm, Map<Integer, Integer> sampled) {
    return AuditStratum.of(arm, frame(), sampled, stratum -> RATES[stratum]);
  }

  private static AuditStratum listed(int stratum, int items, double rate) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      order.add(stratum + "-" + i);
    }
    return new AuditStratum(stratum, 1, items, 0, rate, order);
  }

  private static Set<String> ids(List<Item> items) {
    return items.stream().map(Item::id).collect(Collectors.toSet());
  }
}
