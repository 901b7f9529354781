package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Clouds;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;

class StrategyTest {

  @Test
  void marginTakesTheItemsNextToTheCutInRank() {
    // The cut lies between .50 and .41; ranks count, not scores.
    List<Candidate> items =
        List.of(
            item("a", 0, .9),
            item("b", 40, .5),
            item("c", 80, .41),
            item("d", 120, .4),
            item("e", 160, .1));

    assertThat(chosen(new Margin(1), 3, items, List.of(), List.of(), .45))
        .containsExactly("b", "c", "a");
  }

  @Test
  void marginCountsIssuedItemsInTheRanks() {
    List<Candidate> items = List.of(item("a", 0, .9), item("c", 80, .3), item("e", 160, .1));
    List<Candidate> issued = List.of(item("x", 200, .35), item("y", 240, .4), item("z", 280, .5));

    // By rank: a 2nd above the cut, c 3rd below, e 4th below.
    assertThat(chosen(new Margin(1), 1, items, issued, List.of(), .45)).containsExactly("a");
  }

  @Test
  void diverseMarginSpreadsOverTheThreefoldClosest() {
    List<Candidate> items =
        List.of(
            item("a", 0, .52),
            item("b", 20, .51),
            item("c", 90, .49),
            item("d", 110, .48),
            item("e", 15, .53),
            item("f", 105, .47),
            item("far", 200, .9));

    List<String> chosen = chosen(new Margin(3), 2, items, List.of(), List.of(), .5);

    assertThat(chosen).containsExactlyInAnyOrder("c", "e");
  }

  @Test
  void topScoredSpreadsOverTheThreefoldHighest() {
    List<Candidate> items =
        List.of(
            item("a", 0, .99),
            item("b", 20, .98),
            item("c", 40, .97),
            item("d", 180, .96),
            item("e", 200, .95),
            item("f", 220, .94),
            item("low", 90, .1));

    assertThat(chosen(new TopScored(3), 2, items, List.of(), List.of(), .5))
        .containsExactlyInAnyOrder("b", "e");
    assertThat(chosen(new TopScored(1), 2, items, List.of(), List.of(), .5))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void topScoredGoesFurtherDownWhenTheHighestAreNearDuplicates() {
    List<Candidate> items = new ArrayList<>(List.of(item("last", 90, .1)));
    for (int i = 0; i < 9; i++) {
      items.add(item("same" + i, 0, .9 + i / 1000.0));
    }

    assertThat(chosen(new TopScored(3), 2, items, List.of(), List.of(), .5))
        .containsExactly("same8", "last");
  }

  @Test
  void randomItemsDependOnTheSeed() {
    List<Candidate> items = spread(100);

    assertThat(chosen(new RandomItems(1), 10, items, List.of(), List.of(), .5))
        .isEqualTo(chosen(new RandomItems(1), 10, items, List.of(), List.of(), .5))
        .isNotEqualTo(chosen(new RandomItems(2), 10, items, List.of(), List.of(), .5));
  }

  @Test
  void randomItemsAreEquallyLikely() {
    List<Candidate> items = spread(20);
    int first = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      first +=
          chosen(new RandomItems(seed), 5, items, List.of(), List.of(), .5).contains("s00") ? 1 : 0;
    }

    // 500 expected, standard deviation 19.4.
    assertThat(first).isBetween(440, 560);
  }

  @Test
  void boundaryUsesEachItemOnce() {
    List<Candidate> items = List.of(item("p", 0, .9), item("m", 40, .2), item("n", 60, .1));
    List<Pair> pairs = List.of(pair("p", "m", .9, "x"), pair("p", "n", .8, "x"));

    assertThat(chosen(new BoundaryPairs(6), 4, items, List.of(), pairs, .5)).hasSize(2);
  }

  @Test
  void boundaryTakesNoHalfPair() {
    List<Candidate> items =
        List.of(item("p", 0, .9), item("q", 20, .8), item("m", 40, .2), item("n", 60, .1));
    List<Pair> pairs = List.of(pair("p", "m", .9, "x"), pair("q", "n", .7, "x"));

    assertThat(chosen(new BoundaryPairs(6), 3, items, List.of(), pairs, .5)).hasSize(2);
  }

  @Test
  void boundaryRefusesPairsOfNearDuplicates() {
    List<Candidate> items = List.of(item("p", 0, .9), item("m", 5, .2));

    assertThat(
            chosen(
                new BoundaryPairs(6), 2, items, List.of(), List.of(pair("p", "m", .99, "x")), .5))
        .isEmpty();
  }

  @Test
  void noCellGetsMoreThanTwiceItsShareWhileOthersHavePairs() {
    List<Candidate> items = spread(80);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String cell = i < 30 ? "big" : "small" + i % 3;
      pairs.add(pair("s%02d".formatted(i), "s%02d".formatted(i + 40), .9 - i / 1000.0, cell));
    }
    Draft draft = draft(items, List.of(), pairs, .5);

    new BoundaryPairs(6).fill(draft, 16);

    long big =
        draft.items().stream()
            .filter(
                item ->
                    pairs.subList(0, 30).stream().anyMatch(p -> p.pairId().equals(item.pairId())))
            .count();
    assertThat(draft.size()).isEqualTo(16);
    assertThat(big).isLessThanOrEqualTo(8);
  }

  @Test
  void aLargeCellFillsUpWhenTheOthersAreDry() {
    List<Candidate> items = spread(80);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String cell = i < 37 ? "big" : "small" + i;
      pairs.add(pair("s%02d".formatted(i), "s%02d".formatted(i + 40), .9 - i / 1000.0, cell));
    }

    assertThat(chosen(new BoundaryPairs(6), 60, items, List.of(), pairs, .5)).hasSize(60);
  }

  private static List<Candidate> spread(int count) {
    float[][] rows = Clouds.cloud("spread", Clouds.direction(16, 0, 1, 0), 0.5, count);
    List<Candidate> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Candidate("s%02d".formatted(i), rows[i], 1 - (double) i / count, 0, null));
    }
    return items;
  }

  private static Candidate item(String id, double degrees, double score) {
    return new Candidate(id, Clouds.direction(2, 0, 1, degrees), score, 0, null);
  }

  private static Pair pair(String positive, String negative, double similarity, String cell) {
    return new Pair(Pair.idOf(positive, negative), positive, negative, 1, similarity, cell, 1, 0);
  }

  private static Draft draft(
      List<Candidate> items, List<Candidate> issued, List<Pair> pairs, double cut) {
    Pool pool = new Pool(items, issued, List.of(), pairs, cut);
    return new Draft(pool, NearDuplicates.standard(), Integer.MAX_VALUE);
  }

  private static List<String> chosen(
      Strategy strategy,
      int count,
      List<Candidate> items,
      List<Candidate> issued,
      List<Pair> pairs,
      double cut) {
    Draft draft = draft(items, issued, pairs, cut);
    strategy.fill(draft, count);
    return draft.items().stream().map(BatchItem::itemId).toList();
  }
}
