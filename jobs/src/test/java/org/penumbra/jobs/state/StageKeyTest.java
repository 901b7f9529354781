package org.penumbra.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StageKeyTest {

  @Test
  void namesEveryPartThatDiffersIsNewOrIsGone() {
    StageKey before = StageKey.of(Map.of("seed", "17", "same", "x", "gone", "1"));
    StageKey now = StageKey.of(Map.of("seed", "18", "same", "x", "brand-new", "2"));

    assertThat(before.differences(now))
        .containsExactly("brand-new: null -> 2", "gone: 1 -> null", "seed: 17 -> 18");
    assertThat(before.differences(before)).isEmpty();
  }

  @Test
  void isTheSameWhateverTheOrderOfItsParts() {
    StageKey one = StageKey.of(Map.of("a", "1", "b", "2"));
    StageKey other = StageKey.of(Map.of("b", "2", "a", "1"));

    assertThat(one).isEqualTo(other);
    assertThat(one.hash()).isEqualTo(other.hash()).matches("[0-9a-f]{32}");
  }

  @Test
  void hashesOtherPartsToAnotherHash() {
    assertThat(StageKey.of(Map.of("a", "1")).hash())
        .isNotEqualTo(StageKey.of(Map.of("a", "2")).hash())
        .isNotEqualTo(StageKey.of(Map.of("b", "1")).hash());
  }

  @Test
  void survivesItsJson() {
    StageKey key = StageKey.of(Map.of("corpus.uri", "ads/*.csv", "policy", "ä\"\n"));

    assertThat(Json.read(Json.write(key), StageKey.class)).isEqualTo(key);
  }
}
