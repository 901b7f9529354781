package org.penumbra.label.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.label.Phase;
import org.penumbra.label.assign.AskedItem.Doubling;

class AssignerTest {

  private static final List<String> PANEL = List.of("a", "b", "c", "d");

  private static List<AskedItem> batch(int audit, int others) {
    List<AskedItem> batch = new ArrayList<>();
    IntStream.range(0, audit).forEach(i -> batch.add(new AskedItem("a" + i, Doubling.ALWAYS)));
    IntStream.range(0, others).forEach(i -> batch.add(new AskedItem("o" + i, Doubling.IF_DRAWN)));
    return batch;
  }

  private static List<Assignment> assign(AssignmentRules rules, List<AskedItem> batch) {
    return assigner(rules).assign(batch, PANEL, List.of(), List.of());
  }

  private static Assigner assigner(AssignmentRules rules) {
    return new Assigner(new TaskIds(17, "spam", "1", 1), 17, 1, rules);
  }

  private static Map<String, Set<String>> ratersOf(List<Assignment> assignments, Phase phase) {
    Map<String, Set<String>> raters = new HashMap<>();
    assignments.stream()
        .filter(task -> task.phase() == phase)
        .forEach(
            task -> raters.computeIfAbsent(task.itemId(), id -> new HashSet<>()).add(task.rater()));
    return raters;
  }

  @Property(tries = 50)
  void everyItemGoesToAsManyRatersAsItNeedsAndTheLoadIsEven(
      @ForAll @IntRange(min = 1, max = 4) int raters,
      @ForAll @IntRange(max = 20) int audit,
      @ForAll @IntRange(max = 60) int others,
      @ForAll @IntRange(max = 80) int doubled) {
    List<Assignment> assignments =
        assign(new AssignmentRules(raters, doubled, 0, 0), batch(audit, others));

    Map<String, Set<String>> perItem = ratersOf(assignments, Phase.FIRST);
    assertThat(perItem).hasSize(audit + others);
    assertThat(perItem.values().stream().filter(who -> who.size() == raters).count())
        .isGreaterThanOrEqualTo(audit + Math.min(doubled, others));
    assertThat(assignments)
        .hasSize(raters * (audit + Math.min(doubled, others)) + Math.max(0, others - doubled));
    IntStream loads =
        PANEL.stream()
            .mapToInt(r -> (int) assignments.stream().filter(t -> t.rater().equals(r)).count());
    var summary = loads.summaryStatistics();
    assertThat(summary.getMax() - summary.getMin()).isLessThanOrEqualTo(1);
  }

  @Property(tries = 30)
  void dealsTheSameWhateverTheOrderOfTheItems(@ForAll long shuffle) {
    AssignmentRules rules = new AssignmentRules(2, 10, .2, 7);
    List<AskedItem> shuffled = new ArrayList<>(batch(5, 30));
    Collections.shuffle(shuffled, new Random(shuffle));

    assertThat(assign(rules, shuffled)).isEqualTo(assign(rules, batch(5, 30)));
  }

  @Property(tries = 50)
  void aRepeatComesHalfAWorksheetAfterTheFirstShowingAndOnceAtMost(
      @ForAll @DoubleRange(max = 1) double share, @ForAll @IntRange(min = 1, max = 50) int items) {
    List<Assignment> sheet =
        assigner(new AssignmentRules(1, 0, share, 0))
            .assign(batch(0, items), List.of("a"), List.of(), List.of());

    assertThat(sheet).extracting(Assignment::position).isSorted().doesNotHaveDuplicates();
    assertThat(sheet).extracting(Assignment::taskId).doesNotHaveDuplicates();
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> again = new HashMap<>();
    for (Assignment task : sheet) {
      Map<String, Integer> seen = task.phase() == Phase.FIRST ? first : again;
      assertThat(seen.put(task.itemId(), task.position())).isNull();
    }
    assertThat(first).hasSize(items);
    assertThat(again).hasSize(Math.min((items + 1) / 2, (int) Math.ceil(share * items)));
    again.forEach(
        (item, place) ->
            assertThat(place - first.get(item)).isGreaterThanOrEqualTo((items + 1) / 2));
  }

  @Test
  void everyPairOfRatersSharesItems() {
    Map<String, Set<String>> perItem =
        ratersOf(assign(new AssignmentRules(2, 60, 0, 0), batch(0, 60)), Phase.FIRST);

    assertThat(perItem.values().stream().map(Set::copyOf).collect(Collectors.toSet())).hasSize(6);
  }

  @Test
  void ratersSeeTheirItemsInOrdersOfTheirOwn() {
    List<Assignment> all = assign(new AssignmentRules(4, 30, 0, 0), batch(0, 30));
    Set<List<String>> orders =
        PANEL.stream()
            .map(
                rater ->
                    all.stream()
                        .filter(task -> task.rater().equals(rater))
                        .map(Assignment::itemId)
                        .toList())
            .collect(Collectors.toSet());

    assertThat(orders).hasSize(4);
  }

  @Test
  void aNewRaterIsCalibratedFirstAndTheOthersAreNot() {
    List<Assignment> all =
        assigner(new AssignmentRules(1, 0, 0, 0))
            .assign(batch(0, 8), PANEL, List.of("k1", "k2", "k3"), List.of("b"));
    List<Assignment> ofB = all.stream().filter(task -> task.rater().equals("b")).toList();

    assertThat(ofB.subList(0, 3))
        .allMatch(task -> task.phase() == Phase.CALIBRATION)
        .extracting(Assignment::itemId)
        .containsExactlyInAnyOrder("k1", "k2", "k3");
    assertThat(ofB.subList(3, ofB.size())).allMatch(task -> task.phase() == Phase.FIRST);
    assertThat(ratersOf(all, Phase.CALIBRATION).get("k1")).containsExactly("b");
  }

  @Test
  void aDayHoldsNoMoreTasksThanTheCap() {
    List<Assignment> sheet =
        assigner(new AssignmentRules(1, 0, 0, 4))
            .assign(batch(0, 10), List.of("a"), List.of(), List.of());

    assertThat(sheet).extracting(Assignment::day).containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 3, 3);
  }

  @Test
  void refusesMoreRatersAnItemThanThereAre() {
    assertThatThrownBy(() -> assign(new AssignmentRules(5, 1, 0, 0), batch(0, 1)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot ask 5 raters about one item: the panel has 4. Name more in label.panel, or"
                + " lower label.raters.");
  }
}
