package org.penumbra.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.cluster.Clouds;
import org.penumbra.embed.Vectors;

class NearDuplicatesTest {

  private static final NearDuplicates DUPLICATES = NearDuplicates.standard();

  // cos 14 degrees = .9703, cos 15 degrees = .9659.

  @Test
  void collapsesToTheSmallestId() {
    Map<String, String> representatives =
        DUPLICATES.representatives(
            List.of(PairTest.at("c", 0), PairTest.at("a", 90), PairTest.at("b", 14)));

    assertThat(representatives).isEqualTo(Map.of("a", "a", "b", "b", "c", "b"));
  }

  @Test
  void keepsItemsJustBelowTheThresholdApart() {
    assertThat(
            DUPLICATES.representatives(List.of(PairTest.at("a", 0), PairTest.at("b", 15))).values())
        .containsExactly("a", "b");
  }

  @Test
  void aChainIsOneGroup() {
    Map<String, String> representatives =
        DUPLICATES.representatives(
            List.of(
                PairTest.at("d", 0),
                PairTest.at("b", 12),
                PairTest.at("c", 24),
                PairTest.at("e", 36)));

    assertThat(representatives.values()).containsOnly("b");
  }

  @Test
  void anEmptyListHasNoRepresentatives() {
    assertThat(DUPLICATES.representatives(List.of())).isEmpty();
  }

  @Property(tries = 5)
  void groupsAreThoseOfComparingAllWithAllInAnyOrder(@ForAll Random random) {
    List<EmbeddedItem> items = new ArrayList<>();
    for (int centre = 0; centre < 6; centre++) {
      float[] direction = PairTest.random("centre" + centre, 1, 100).get(0).vector();
      float[][] rows = Clouds.cloud("dup" + centre, direction, 0.0186, 30);
      for (int i = 0; i < rows.length; i++) {
        items.add(new EmbeddedItem(centre + "-" + i, rows[i], 0));
      }
    }
    Collections.shuffle(items, random);

    Map<String, String> representatives = DUPLICATES.representatives(items);

    assertThat(representatives).isEqualTo(bySpreading(items));
    assertThat(representatives.values().stream().distinct().count()).isBetween(7L, 150L);
  }

  @Test
  void findsWhetherAVectorIsNearAnyOther() {
    float[] vector = Clouds.direction(2, 0, 1, 0);

    assertThat(
            DUPLICATES.nearAny(
                vector, List.of(Clouds.direction(2, 0, 1, 90), Clouds.direction(2, 0, 1, 14))))
        .isTrue();
    assertThat(DUPLICATES.nearAny(vector, List.of(Clouds.direction(2, 0, 1, 15)))).isFalse();
  }

  @Property(tries = 10)
  void findsAllNearDuplicatesAmongOthers(@ForAll Random random) {
    List<EmbeddedItem> items = new ArrayList<>();
    for (int centre = 0; centre < 30; centre++) {
      float[] direction = PairTest.random("centre" + centre, 1, 100).get(0).vector();
      float[][] rows = Clouds.cloud("dup" + centre, direction, 0.0186, 30);
      for (int i = 0; i < rows.length; i++) {
        items.add(new EmbeddedItem(centre + "-" + i, rows[i], 0));
      }
    }
    Collections.shuffle(items, random);
    List<EmbeddedItem> some = items.subList(0, 60);
    List<EmbeddedItem> others = items.subList(60, items.size());

    Map<String, SortedSet<String>> expected = new TreeMap<>();
    for (EmbeddedItem a : some) {
      for (EmbeddedItem b : others) {
        if (Vectors.dot(a.vector(), b.vector()) >= 0.97) {
          expected.computeIfAbsent(a.id(), id -> new TreeSet<>()).add(b.id());
        }
      }
    }

    assertThat(expected).isNotEmpty();
    assertThat(DUPLICATES.among(some, others)).isEqualTo(expected);
  }

  @Test
  void findsNoneAmongNone() {
    List<EmbeddedItem> one = List.of(PairTest.at("a", 0));

    assertThat(DUPLICATES.among(one, List.of())).isEmpty();
    assertThat(DUPLICATES.among(List.of(), one)).isEmpty();
  }

  @Test
  void comparesFewWithAnyNumberOfOthers() {
    List<EmbeddedItem> many = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      many.add(PairTest.at("b" + i, i == 59_999 ? 10 : 20));
    }

    assertThat(DUPLICATES.among(List.of(PairTest.at("a", 0)), many))
        .isEqualTo(Map.of("a", new TreeSet<>(List.of("b59999"))));
  }

  @Test
  void refusesMoreThanABlock() {
    List<EmbeddedItem> tooMany = Collections.nCopies(50_001, PairTest.at("a", 0));

    assertThatThrownBy(() -> DUPLICATES.representatives(tooMany))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot look for near-duplicates among 50001 items: one block holds at most 50000."
                + " Lower pool.max-items.");
  }

  /** The smallest id spreads to neighbours until nothing changes. */
  private static Map<String, String> bySpreading(List<EmbeddedItem> items) {
    Map<String, String> smallest = new TreeMap<>();
    items.forEach(item -> smallest.put(item.id(), item.id()));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (EmbeddedItem a : items) {
        for (EmbeddedItem b : items) {
          boolean near = Vectors.dot(a.vector(), b.vector()) >= 0.97;
          if (near && smallest.get(a.id()).compareTo(smallest.get(b.id())) < 0) {
            smallest.put(b.id(), smallest.get(a.id()));
            changed = true;
          }
        }
      }
    }
    return smallest;
  }
}
