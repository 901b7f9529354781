package org.penumbra.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

class HashRangeTest {

  @Property(tries = 500)
  void everyHashIsInItsPartAndInNoOther(
      @ForAll @IntRange(min = 1, max = 1 << 20) int parts, @ForAll String text) {
    String hash = StableHash.id128(text);

    int part = HashRange.partOf(hash, parts);

    assertThat(HashRange.part(part, parts).contains(hash)).isTrue();
    if (part > 0) {
      assertThat(HashRange.part(part - 1, parts).contains(hash)).isFalse();
    }
    if (part + 1 < parts) {
      assertThat(HashRange.part(part + 1, parts).contains(hash)).isFalse();
    }
  }

  @Property(tries = 200)
  void partsFollowOneAnotherWithoutAGap(@ForAll @IntRange(min = 2, max = 5000) int parts) {
    assertThat(HashRange.part(0, parts).from()).isZero();
    assertThat(HashRange.part(parts - 1, parts).to()).isEqualTo(0xFFFFFFFFL);
    for (int part = 1; part < parts; part++) {
      assertThat(HashRange.part(part, parts).from())
          .isEqualTo(HashRange.part(part - 1, parts).to() + 1);
    }
  }

  @Property(tries = 200)
  void aNameTellsTheRange(@ForAll @IntRange(min = 1, max = 100_000) int parts) {
    HashRange range = HashRange.part(parts / 2, parts);

    assertThat(HashRange.of(range.name() + "-something.parquet")).isEqualTo(range);
  }

  @Test
  void rangesOfOtherPlansOverlapOrCover() {
    HashRange whole = HashRange.part(0, 1);
    HashRange half = HashRange.part(1, 2);
    HashRange third = HashRange.part(1, 3);

    assertThat(whole.covers(half)).isTrue();
    assertThat(half.covers(whole)).isFalse();
    assertThat(half.overlaps(third)).isTrue();
    assertThat(half.covers(third)).isFalse();
    assertThat(HashRange.part(0, 2).overlaps(half)).isFalse();
  }
}
