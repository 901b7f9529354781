package org.penumbra.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EvalSftSplitTest {

  private final EvalSftSplit half = new EvalSftSplit(1, .5);

  @Test
  void evalGetsItsShareOfTheGroups() {
    List<String> items = IntStream.range(0, 4000).mapToObj(i -> "i" + i).toList();
    Split split = new EvalSftSplit(1, .3).split(items, List.of(), Map.of());
    assertThat(count(split, Side.EVAL)).isCloseTo(1200, within(90L));
    assertThat(count(split, Side.SFT)).isEqualTo(4000 - count(split, Side.EVAL));
    assertThat(new EvalSftSplit(1, 0).split(items, List.of(), Map.of()).sides())
        .doesNotContainValue(Side.EVAL);
    assertThat(new EvalSftSplit(1, 1).split(items, List.of(), Map.of()).sides())
        .doesNotContainValue(Side.SFT);
  }

  @Test
  void aNewItemFollowsTheOldOneItIsLinkedTo() {
    for (Side side : List.of(Side.EVAL, Side.SFT)) {
      Split split =
          half.split(
              List.of("n1", "n2"),
              List.of(Link.of("old", "n1"), Link.of("n1", "n2")),
              Map.of("old", side));
      assertThat(split.sides()).isEqualTo(Map.of("old", side, "n1", side, "n2", side));
    }
  }

  @Test
  void aNewItemThatJoinsBothSidesGoesToNeither() {
    Split split =
        half.split(
            List.of("bridge", "free"),
            List.of(Link.of("e", "bridge"), Link.of("bridge", "s")),
            Map.of("e", Side.EVAL, "s", Side.SFT));
    assertThat(split.sides().get("bridge")).isEqualTo(Side.QUARANTINED);
    assertThat(split.sides().get("free")).isNotEqualTo(Side.QUARANTINED);
    assertThat(split.sides()).containsEntry("e", Side.EVAL).containsEntry("s", Side.SFT);
    assertThat(split.quarantined()).containsExactly("bridge");
    assertThat(split.crossed()).isZero();
  }

  @Test
  void aQuarantinedItemQuarantinesNobodyElse() {
    Split split =
        half.split(
            List.of("n"),
            List.of(Link.of("e", "q"), Link.of("q", "s"), Link.of("q", "m"), Link.of("m", "n")),
            Map.of("e", Side.EVAL, "s", Side.SFT, "q", Side.QUARANTINED, "m", Side.EVAL));
    assertThat(split.sides().get("n")).isEqualTo(Side.EVAL);
    assertThat(split.quarantined()).isEmpty();
  }

  @Test
  void aCorpusGroupStaysWholeWhenAMemberIsQuarantined() {
    Split split =
        half.split(
            List.of("c"),
            List.of(new Link(List.of("a", "b", "c")), Link.of("b", "e")),
            Map.of("a", Side.SFT, "b", Side.QUARANTINED, "e", Side.EVAL));
    assertThat(split.sides().get("c")).isEqualTo(Side.SFT);
  }

  @Test
  void aLinkFoundTooLateBetweenOldItemsIsCountedAndMovesNobody() {
    Map<String, Side> old = Map.of("e", Side.EVAL, "s", Side.SFT);
    Split split = half.split(List.of("e", "s"), List.of(Link.of("e", "s")), old);
    assertThat(split.sides()).isEqualTo(old);
    assertThat(split.crossed()).isEqualTo(1);
  }

  @Test
  void anUnlabelledItemBetweenTwoLabelledOnesBindsThem() {
    for (int i = 0; i < 20; i++) {
      Split split =
          half.split(
              List.of("a" + i, "b" + i),
              List.of(Link.of("a" + i, "x" + i), Link.of("x" + i, "b" + i)),
              Map.of());
      assertThat(split.sides().get("a" + i)).isEqualTo(split.sides().get("b" + i));
      assertThat(split.sides()).doesNotContainKey("x" + i);
    }
  }

  @Test
  void refusesAShareBeyondOne() {
    assertThatThrownBy(() -> new EvalSftSplit(1, 1.5))
        .hasMessage("A share lies in 0 to 1, not at 1.5");
  }

  @Property(tries = 100)
  void roundAfterRoundNoLinkEverBindsANewItemToBothSidesAndOldSidesStay(@ForAll long seed) {
    Random random = new Random(seed);
    EvalSftSplit split = new EvalSftSplit(seed, .5);
    Map<String, Side> sides = new TreeMap<>();
    List<Link> links = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        items.add("i" + round + "-" + i);
        links.add(Link.of(items.get(i), any(random, round)));
      }
      Map<String, Side> before = new TreeMap<>(sides);
      Split after = split.split(items, links, before);
      Collections.shuffle(items, random);
      Collections.shuffle(links, random);
      assertThat(split.split(items, links, before)).isEqualTo(after);
      assertThat(after.sides()).containsAllEntriesOf(before);
      assertThat(after.crossed()).isZero();
      sides.putAll(after.sides());
      for (Link link : links) {
        Set<Side> bound = EnumSet.noneOf(Side.class);
        link.itemIds().stream()
            .filter(sides::containsKey)
            .map(sides::get)
            .filter(side -> side != Side.QUARANTINED)
            .forEach(bound::add);
        assertThat(bound).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  private static String any(Random random, int upToRound) {
    return "i" + random.nextInt(upToRound + 1) + "-" + random.nextInt(15);
  }

  private static long count(Split split, Side side) {
    return split.sides().values().stream().filter(side::equals).count();
  }
}
