package org.penumbra.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DivisionTest {

  /** The coordinates themselves, in thousandths. */
  private static final BucketDivision.Hashes COORDINATES =
      vector -> {
        int[] values = new int[vector.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (int) Math.floor(vector[i] * 1000);
        }
        return values;
      };

  private static final float[] ORIGIN = {0, 0, 0, 0};

  @Test
  void aPositiveIsLookedUpInEveryPartOfTheHash() {
    HashDivision division = new HashDivision(3);

    assertThat(division.partsFor(ORIGIN)).containsExactly(0, 1, 2);
    assertThat(division.partOf("a", ORIGIN)).isBetween(0, 2);
    assertThat(division.capped()).isFalse();
  }

  @Test
  void aPartIsTheSideOfEachBorder() {
    BucketDivision division = new BucketDivision(COORDINATES, ORIGIN, 3, 1);

    assertThat(division.partOf("", new float[] {.5f, -.5f, .5f, 1})).isEqualTo(0b101);
    assertThat(division.partsFor(new float[] {.5f, -.5f, .5f, 1})).containsExactly(0b101);
    assertThat(division.capped()).isTrue();
  }

  @Test
  void crossesTheNearestBordersFirst() {
    BucketDivision division = new BucketDivision(COORDINATES, ORIGIN, 4, 5);

    // Squared distances in thousandths: 10, 160, 40 and 640.
    assertThat(division.partsFor(new float[] {.1f, .4f, .2f, .8f}))
        .containsExactly(0b1111, 0b1110, 0b1011, 0b1010, 0b1101);
  }

  @Property(tries = 50)
  void looksEachPartUpOnceAndAllOfThemWithEnoughProbes(
      @ForAll @IntRange(min = 1, max = 4) int bits,
      @ForAll @IntRange(min = 1, max = 20) int probes) {
    BucketDivision division = new BucketDivision(COORDINATES, ORIGIN, bits, probes);

    int[] parts = division.partsFor(new float[] {.1f, -.4f, .2f, .8f});

    assertThat(parts).hasSize(Math.min(probes, 1 << bits)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(parts)).allMatch(part -> part >= 0 && part < 1 << bits);
  }

  @Test
  void aClusterIsSearchedExactlyWhileItsProductsAreFew() {
    DivisionRule rule = new DivisionRule(1e10, COORDINATES);

    assertThat(rule.of(0, 0, ORIGIN)).isEqualTo(new HashDivision(1));
    assertThat(rule.of(16_384, 1000, ORIGIN)).isEqualTo(new HashDivision(1));
    assertThat(rule.of(16_385, 1000, ORIGIN)).isEqualTo(new HashDivision(2));
    assertThat(rule.of(10_000, 1_000_000, ORIGIN)).isEqualTo(new HashDivision(10));
    assertThat(rule.of(10_001, 1_000_000, ORIGIN)).isInstanceOf(BucketDivision.class);
  }

  @Test
  void aPositiveIsLookedUpInTheNearestOfManyCells() {
    float[][] centroids = {{1, 0}, {0, 1}, {-1, 0}};
    Map<Integer, Division> whole =
        Map.of(0, new HashDivision(1), 1, new HashDivision(2), 2, new HashDivision(1));
    Shelves shelves =
        new Shelves(new TreeMap<>(Map.of(5, new TreeSet<>(List.of(0, 1, 2)))), centroids, whole, 2);

    assertThat(shelves.lookedUp(5, new float[][] {{.6f, .8f}, {-.8f, .6f}}))
        .containsExactly(
            List.of(new Shelf(1, 0), new Shelf(1, 1), new Shelf(0, 0)),
            List.of(new Shelf(2, 0), new Shelf(1, 0), new Shelf(1, 1)));
    assertThat(shelves.lookedUp(6, new float[][] {{1, 0}})).containsExactly(List.of());
    assertThat(shelves.holds(2)).isTrue();
    assertThat(shelves.holds(3)).isFalse();
  }
}
